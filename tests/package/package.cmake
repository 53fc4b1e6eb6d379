# One step of the package tests.
#
#   -DSTEP=install    -DBUILD=<build folder> -DPREFIX=<folder> [-DPROGRAM=ON]
#   -DSTEP=consume    -DWAY=find_package -DPREFIX=<folder>
#   -DSTEP=consume    -DWAY=<add_subdirectory|fetch_content> -DSHARED=<ON|OFF>
#   -DSTEP=pkg_config -DPREFIX=<folder>
#   -DSTEP=exports    -DPREFIX=<folder>
#   -DSTEP=crm_host   -DPREFIX=<folder>
# and always -DSOURCE=<repository> -DWORK=<folder> -DGENERATOR=<generator> -DCXX=<compiler>
# -DPYTHON=<interpreter> -DJOBS=<n>.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE printed ERROR_VARIABLE printed)
  if(NOT status EQUAL 0)
    string(REPLACE ";" " " command "${ARGN}")
    message(FATAL_ERROR "${command}\n${printed}")
  endif()
  set(printed "${printed}" PARENT_SCOPE)
endfunction()

function(expect_total)
  if(NOT printed STREQUAL "total 10\n")
    message(FATAL_ERROR "the consumer printed `${printed}`")
  endif()
endfunction()

set(configure ${CMAKE_COMMAND} -G ${GENERATOR} -DCMAKE_CXX_COMPILER=${CXX} -DCMAKE_BUILD_TYPE=Debug
  -DCMAKE_CXX_FLAGS_DEBUG=-O0)

if(STEP STREQUAL "install")
  file(REMOVE_RECURSE ${PREFIX})
  foreach(component runtime development program)
    run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX} --component ${component})
  endforeach()
  if(PROGRAM)
    run(${PREFIX}/bin/bantam --help)
  endif()

elseif(STEP STREQUAL "consume")
  run(${configure} -S ${SOURCE}/tests/package/consumer -B ${WORK} -DWAY=${WAY}
    -DBANTAM_SOURCE=${SOURCE} -DBUILD_SHARED_LIBS=${SHARED} -DBANTAM_INSTALL=ON -DBANTAM_PRECOMPILE=ON
    -DCMAKE_UNITY_BUILD=ON  # the host's own wish, which the library does not share
    -DCMAKE_PREFIX_PATH=${PREFIX})
  # FetchContent differs from add_subdirectory in configuring alone: one build of the library will do.
  if(NOT WAY STREQUAL "fetch_content")
    run(${CMAKE_COMMAND} --build ${WORK} --parallel ${JOBS})
    run(${WORK}/consumer)
    expect_total()
  endif()

elseif(STEP STREQUAL "pkg_config")
  file(GLOB_RECURSE pc ${PREFIX}/*/bantam.pc)
  get_filename_component(folder "${pc}" DIRECTORY)
  set(ENV{PKG_CONFIG_PATH} ${folder})
  run(pkg-config --cflags --libs bantam)
  separate_arguments(flags UNIX_COMMAND "${printed}")
  get_filename_component(libdir ${folder} DIRECTORY)
  file(MAKE_DIRECTORY ${WORK})
  run(${CXX} -std=c++17 -O0 ${SOURCE}/tests/package/consumer/main.cpp -o ${WORK}/consumer ${flags} -Wl,-rpath,${libdir})
  run(${WORK}/consumer)
  expect_total()

elseif(STEP STREQUAL "exports")
  # The shared library has its version in its name, and what is hidden stays hidden. Weak symbols
  # are the standard library's templates.
  file(GLOB_RECURSE library ${PREFIX}/libbantam.so.*.*.*)
  run(nm -DC --defined-only ${library})
  string(REPLACE "\n" ";" lines "${printed}")
  set(count 0)
  foreach(line IN LISTS lines)
    if(line MATCHES "^[0-9a-f]+ [A-TX-Z] (.*)$")
      set(symbol "${CMAKE_MATCH_1}")
      math(EXPR count "${count} + 1")
      if(NOT symbol MATCHES "^((vtable|typeinfo|typeinfo name) for )?bantam(::|_)")
        message(FATAL_ERROR "exported: ${symbol}")
      endif()
    elseif(line MATCHES "nlohmann|fmt::")
      message(FATAL_ERROR "a dependency shows: ${line}")
    endif()
  endforeach()
  if(count EQUAL 0)
    message(FATAL_ERROR "nothing is exported")
  endif()

elseif(STEP STREQUAL "crm_host")
  run(${configure} -S ${SOURCE}/examples/crm_host -B ${WORK} -DCMAKE_PREFIX_PATH=${PREFIX}
    -DPython3_EXECUTABLE=${PYTHON})
  run(${CMAKE_COMMAND} --build ${WORK} --parallel ${JOBS})
  execute_process(COMMAND ${CMAKE_CTEST_COMMAND} --output-on-failure --no-tests=error
    WORKING_DIRECTORY ${WORK} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "the host's own tests failed")
  endif()

else()
  message(FATAL_ERROR "STEP: `${STEP}`?")
endif()
