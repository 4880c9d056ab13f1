# SPDX-License-Identifier: GPL-3.0-or-later
# What the program knows of its own build (cgap --version, manifest.json).
string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
get_target_property(options cgap_flags INTERFACE_COMPILE_OPTIONS)
list(FILTER options EXCLUDE REGEX "^-W|^-ffile-prefix-map") # what changes no result
string(JOIN " " CGAP_FLAGS_TEXT -std=c${CMAKE_C_STANDARD} ${CMAKE_C_FLAGS} ${CMAKE_C_FLAGS_${type}} ${options})
string(REPLACE "\"" "'" CGAP_FLAGS_TEXT "${CGAP_FLAGS_TEXT}")

# The headers of Random123 carry no version macro; the package's pkg-config file, if any, does.
pkg_check_modules(RANDOM123 QUIET random123)
if(NOT RANDOM123_VERSION)
  set(RANDOM123_VERSION "unversioned headers")
endif()
set(CGAP_HAS_XLSXWRITER 0)
if(XLSXWRITER_FOUND)
  set(CGAP_HAS_XLSXWRITER 1)
endif()
configure_file(${CMAKE_SOURCE_DIR}/sim/cli/cgap_build.h.in ${CMAKE_BINARY_DIR}/generated/cgap_build.h @ONLY)

# The commit is asked for at every build, and the header rewritten only when it changed.
find_package(Git QUIET)
add_custom_target(cgap_commit
  COMMAND ${CMAKE_COMMAND} -DGIT=${GIT_EXECUTABLE} -DSOURCE=${CMAKE_SOURCE_DIR}
          -DHEADER=${CMAKE_BINARY_DIR}/generated/cgap_commit.h
          -P ${CMAKE_SOURCE_DIR}/sim/cmake/commit.cmake
  BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/cgap_commit.h
  COMMENT "Asking git for the commit" VERBATIM)
if(TARGET cgap_cli)
  target_include_directories(cgap_cli PRIVATE ${CMAKE_BINARY_DIR}/generated)
  add_dependencies(cgap_cli cgap_commit)
endif()
