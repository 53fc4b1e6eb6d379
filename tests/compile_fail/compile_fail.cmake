# -DCXX=<compiler> -DSOURCE=<file> -DINCLUDE=<folder>

set(ENV{LC_ALL} C)  # plain quotes in messages
set(compile ${CXX} -std=c++17 -Wall -Werror -fsyntax-only -I ${INCLUDE})

execute_process(COMMAND ${compile} ${SOURCE} RESULT_VARIABLE failed ERROR_VARIABLE message)
if(failed)
  message(FATAL_ERROR "the right use does not compile:\n${message}")
endif()

execute_process(COMMAND ${compile} -DBANTAM_SHOULD_FAIL ${SOURCE} RESULT_VARIABLE failed ERROR_VARIABLE message)
if(NOT failed)
  message(FATAL_ERROR "the wrong use compiles")
endif()

file(STRINGS ${SOURCE} expected REGEX "^// error: ")
foreach(line IN LISTS expected)
  string(REGEX REPLACE "^// error: " "" pattern "${line}")
  if(NOT message MATCHES "${pattern}")
    message(FATAL_ERROR "expected `${pattern}`, got\n${message}")
  endif()
endforeach()
