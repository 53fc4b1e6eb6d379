# Each public header compiles alone, twice included, as C++17 without a warning; *.h also as C99.

set(warnings -Wall -Wextra -Wconversion -Wshadow -Wpedantic -Werror)
set(faults "")
file(GLOB headers RELATIVE ${SOURCE_DIR}/include ${SOURCE_DIR}/include/bantam/*.hpp ${SOURCE_DIR}/include/bantam/*.h)

function(compile_alone header language standard)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E echo "#include \"${header}\"\n#include \"${header}\""
    COMMAND ${CXX} -x ${language} -std=${standard} ${warnings} -fsyntax-only -I ${SOURCE_DIR}/include -
    RESULT_VARIABLE failed ERROR_VARIABLE message)
  if(failed)
    set(faults "${faults}${header} as ${standard}:\n${message}\n" PARENT_SCOPE)
  endif()
endfunction()

foreach(header IN LISTS headers)
  compile_alone(${header} c++ c++17)
  if(header MATCHES "\\.h$")
    compile_alone(${header} c c99)
  endif()
endforeach()

if(faults)
  message(FATAL_ERROR "\n${faults}")
endif()
list(LENGTH headers count)
message(STATUS "${count} headers compile alone")
