# How our own targets are compiled. Nothing here reaches a consumer.

set(BANTAM_FLAGS
  -Wall -Wextra -Wconversion -Wshadow -Wpedantic
  -ffp-contract=off)  # equal results on every platform: no fused multiply-add

if(BANTAM_WERROR)
  list(APPEND BANTAM_FLAGS -Werror)
  if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")  # clang 19 tells of what libstdc++ 12's own stable_sort uses
    list(APPEND BANTAM_FLAGS -Wno-error=deprecated-declarations)
  endif()
endif()

set(BANTAM_LINK_FLAGS)
if(BANTAM_SANITIZE)
  list(APPEND BANTAM_FLAGS -fsanitize=${BANTAM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  list(APPEND BANTAM_LINK_FLAGS -fsanitize=${BANTAM_SANITIZE})
endif()
if(BANTAM_BUILD_FUZZ)
  list(APPEND BANTAM_FLAGS -fsanitize=fuzzer-no-link)
endif()

# bantam_flags(<target>): our warnings, our floating point, hidden symbols.
function(bantam_flags target)
  target_compile_options(${target} PRIVATE "$<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang,AppleClang>:${BANTAM_FLAGS}>")
  target_link_options(${target} PRIVATE ${BANTAM_LINK_FLAGS})
  set_target_properties(${target} PROPERTIES
    CXX_EXTENSIONS OFF
    UNITY_BUILD OFF  # which a host may have set for itself: files have names of their own inside
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON)
endfunction()
