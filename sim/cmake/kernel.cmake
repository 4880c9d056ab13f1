# SPDX-License-Identifier: GPL-3.0-or-later
# The kernel: everything that loops over lanes, from draws to sums. It is compiled once with each
# room for any processor of its kind and, on x86-64, twice more for wider vectors; the copies carry
# other names (kernel_names.h), and sim/ensemble/kernel.c chooses one at run time. The flags only
# widen vectors: every copy does the same operations, so results are the same to the last bit.
file(GLOB step_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/model/*.c)
list(REMOVE_ITEM step_sources ${CMAKE_SOURCE_DIR}/sim/model/prepare.c
  ${CMAKE_SOURCE_DIR}/sim/model/draws.c ${CMAKE_SOURCE_DIR}/sim/model/trunk.c)
list(APPEND step_sources ${CMAKE_SOURCE_DIR}/sim/rng/lanes.c
  ${CMAKE_SOURCE_DIR}/sim/policy/funding.c)
file(GLOB record_sources CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/sim/measures/lane_*.c ${CMAKE_SOURCE_DIR}/sim/ensemble/record*.c)
list(APPEND record_sources ${CMAKE_SOURCE_DIR}/sim/ensemble/summary_add.c)

# The step is long chains of arithmetic. gcc orders it better when it plans for a processor of many
# ports, and before it gives out registers; measures and sums lose by that.
set(step_flags -mtune=icelake-server)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  list(APPEND step_flags -fschedule-insns -fsched-pressure)
endif()

function(cgap_kernel_part name isa sources)
  add_library(${name} OBJECT ${sources})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/include
    ${CMAKE_SOURCE_DIR}/sim/model ${CMAKE_SOURCE_DIR}/sim/measures ${CMAKE_SOURCE_DIR}/sim/ensemble
    ${CMAKE_SOURCE_DIR}/sim/rng)
  target_compile_definitions(${name} PRIVATE CGAP_KERNEL=${isa})
  target_compile_options(${name} PRIVATE
    -include ${CMAKE_SOURCE_DIR}/sim/cmake/kernel_names.h ${ARGN})
  target_link_libraries(${name} PRIVATE cgap_flags cgap_lane_flags)
  set_property(GLOBAL APPEND PROPERTY CGAP_ROOMS ${name})
endfunction()

function(cgap_kernel isa)
  cgap_kernel_part(cgap_kernel_${isa} ${isa} "${record_sources}" ${ARGN})
  cgap_kernel_part(cgap_step_${isa} ${isa} "${step_sources}" ${step_flags} ${ARGN})
endfunction()

# Rows of lanes are cleared and copied with whole vectors where the compiler can be told so.
include(CheckCCompilerFlag)
check_c_compiler_flag("-mmove-max=256 -mstore-max=256" CGAP_HAS_MOVE_MAX)
if(CGAP_HAS_MOVE_MAX)
  set(move_256 -mmove-max=256 -mstore-max=256)
  set(move_512 -mmove-max=512 -mstore-max=512)
endif()

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  cgap_kernel(avx2 -mavx2 ${move_256})
  cgap_kernel(avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512 ${move_512})
  target_compile_definitions(cgap_ensemble PRIVATE CGAP_WITH_WIDE_KERNELS)
endif()
