# SPDX-License-Identifier: GPL-3.0-or-later
# The rooms of the house, bottom to top. A room may include the public headers of the rooms
# it USES and nothing else; tests/lint/test_layers.sh holds every #include against this list.
function(cgap_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/${name}/*.c)
  set_property(GLOBAL APPEND_STRING PROPERTY CGAP_LAYERS "${name}: ${ROOM_USES}\n")
  if(NOT sources)
    return()
  endif()
  add_library(cgap_${name} OBJECT ${sources})
  target_include_directories(cgap_${name} PUBLIC ${CMAKE_SOURCE_DIR}/include
                             PRIVATE ${CMAKE_SOURCE_DIR}/sim/${name})
  target_link_libraries(cgap_${name} PRIVATE cgap_flags cgap_lane_flags PUBLIC ${ROOM_LINKS})
  if(NOT name STREQUAL "cli")
    set_property(GLOBAL APPEND PROPERTY CGAP_ROOMS cgap_${name})
  endif()
endfunction()

cgap_room(base LINKS Threads::Threads PkgConfig::NETTLE)
cgap_room(language USES base)
cgap_room(rng      USES base)
cgap_room(data     USES base)
cgap_room(scenario USES base data LINKS PkgConfig::CONFIG)
cgap_room(policy   USES base data scenario)
cgap_room(model    USES base rng data scenario policy)
cgap_room(measures USES base rng data LINKS PkgConfig::GSL)
cgap_room(ensemble USES base rng data scenario policy model measures LINKS Threads::Threads PkgConfig::NETTLE)
cgap_room(analysis USES base rng data scenario policy model measures ensemble LINKS PkgConfig::GSL)
cgap_room(output   USES base data scenario LINKS PkgConfig::JANSSON)
cgap_room(charts   USES base language data output LINKS PkgConfig::JANSSON)
cgap_room(report   USES base language data scenario output LINKS PkgConfig::CONFIG PkgConfig::JANSSON)
cgap_room(cli      USES base language rng data scenario policy model measures ensemble analysis output charts report)

if(XLSXWRITER_FOUND)
  target_compile_definitions(cgap_output PRIVATE CGAP_WITH_XLSXWRITER)
  target_link_libraries(cgap_output PUBLIC PkgConfig::XLSXWRITER)
endif()
target_include_directories(cgap_rng SYSTEM PRIVATE ${RANDOM123_INCLUDE_DIR})

include(kernel)

get_property(layers GLOBAL PROPERTY CGAP_LAYERS)
file(WRITE ${CMAKE_BINARY_DIR}/layers.txt "${layers}")

get_property(rooms GLOBAL PROPERTY CGAP_ROOMS)
add_library(cgap_lib STATIC)
set_target_properties(cgap_lib PROPERTIES OUTPUT_NAME cgap)
target_link_libraries(cgap_lib PUBLIC ${rooms} m)

if(TARGET cgap_cli)
  target_link_libraries(cgap_cli PRIVATE PkgConfig::GSL) # turns its aborting error handler off
  add_executable(cgap $<TARGET_OBJECTS:cgap_cli>)
  target_link_libraries(cgap PRIVATE cgap_lib cgap_flags)
  if(CGAP_MPI)
    set_source_files_properties(${CMAKE_SOURCE_DIR}/sim/cli/ranks_mpi.c PROPERTIES
      COMPILE_DEFINITIONS "CGAP_BUILD_MPI=\"${MPI_C_VERSION}\"")
    target_compile_definitions(cgap_cli PRIVATE CGAP_WITH_MPI)
    target_include_directories(cgap_cli SYSTEM PRIVATE ${MPI_C_INCLUDE_DIRS})
    target_link_libraries(cgap PRIVATE MPI::MPI_C)
  endif()
endif()
