# What is installed: components runtime (the shared library), development (headers, static
# library, CMake package, .pc file) and program.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(BANTAM_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/bantam)

install(TARGETS bantam EXPORT bantamTargets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT runtime
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/bantam DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)

install(EXPORT bantamTargets NAMESPACE bantam:: DESTINATION ${BANTAM_CMAKE_DIR} COMPONENT development)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/bantamConfig.cmake.in ${PROJECT_BINARY_DIR}/bantamConfig.cmake
  INSTALL_DESTINATION ${BANTAM_CMAKE_DIR} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bantamConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bantamConfig.cmake ${PROJECT_BINARY_DIR}/bantamConfigVersion.cmake
  DESTINATION ${BANTAM_CMAKE_DIR} COMPONENT development)

# The .pc file finds its prefix from its own place, so an installed copy can be moved.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(BANTAM_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
  set(BANTAM_PC_LIBDIR "${CMAKE_INSTALL_FULL_LIBDIR}")
  set(BANTAM_PC_INCLUDEDIR "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" /prefix)
  string(REGEX REPLACE "/$" "" up "${up}")
  set(BANTAM_PC_PREFIX "\${pcfiledir}/${up}")
  set(BANTAM_PC_LIBDIR "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
  set(BANTAM_PC_INCLUDEDIR "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
if(BUILD_SHARED_LIBS)
  set(BANTAM_PC_DEFINES "")
else()
  set(BANTAM_PC_DEFINES " -DBANTAM_STATIC_DEFINE")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/bantam.pc.in ${PROJECT_BINARY_DIR}/bantam.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/bantam.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)

if(BANTAM_BUILD_PROGRAM)
  file(RELATIVE_PATH up "/prefix/${CMAKE_INSTALL_BINDIR}" "/prefix/${CMAKE_INSTALL_LIBDIR}")
  set_target_properties(bantam_program PROPERTIES INSTALL_RPATH "$ORIGIN/${up}")
  install(TARGETS bantam_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()
