# src/CMakeLists.txt names every source, and the top level holds nothing else than it should.

file(READ ${SOURCE_DIR}/src/CMakeLists.txt list)
set(faults "")
file(GLOB_RECURSE sources RELATIVE ${SOURCE_DIR}/src ${SOURCE_DIR}/src/*.cpp)
foreach(source IN LISTS sources)
  string(FIND "${list}" "${source}" at)
  if(at EQUAL -1)
    string(APPEND faults "src/${source} is not in src/CMakeLists.txt\n")
  endif()
endforeach()

file(GLOB entries RELATIVE ${SOURCE_DIR} ${SOURCE_DIR}/*)
foreach(entry IN LISTS entries)
  if(NOT entry MATCHES "^(\\..*|build|CMakeLists\\.txt|include|src|tests|examples|docs|README\\.md|LICENSE)$")
    string(APPEND faults "`${entry}` does not belong to the top level\n")
  endif()
endforeach()

if(faults)
  message(FATAL_ERROR "\n${faults}")
endif()
