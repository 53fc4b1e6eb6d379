# A type has one definition: two of one name in one namespace make a program whose parts take each
# other's memory for something else, and no linker says so.

file(GLOB_RECURSE headers RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/src/*.hpp ${SOURCE_DIR}/include/*.hpp)
set(faults "")
foreach(header IN LISTS headers)
  file(STRINGS ${SOURCE_DIR}/${header} lines REGEX "^(namespace|struct|class|enum class) .*{")
  set(namespace "")
  foreach(line IN LISTS lines)
    if(line MATCHES "^namespace ([a-z_:]+) {")
      set(namespace ${CMAKE_MATCH_1})
    elseif(line MATCHES "^(struct|class|enum class) (BANTAM_API )?([A-Za-z]+)( final)?( :.*)? {")
      string(MAKE_C_IDENTIFIER "${namespace}::${CMAKE_MATCH_3}" key)
      if(DEFINED in_${key})
        string(APPEND faults "${namespace}::${CMAKE_MATCH_3} is in ${in_${key}} and in ${header}\n")
      endif()
      set(in_${key} ${header})
    endif()
  endforeach()
endforeach()

if(faults)
  message(FATAL_ERROR "\n${faults}")
endif()
