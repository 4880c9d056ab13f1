# SPDX-License-Identifier: GPL-3.0-or-later
# Flags every object is built with.
add_library(cgap_flags INTERFACE)
target_compile_definitions(cgap_flags INTERFACE _POSIX_C_SOURCE=200809L)
target_compile_options(cgap_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
  # Same seed, same bytes: no fused multiply-add unless it is written, no reassociation.
  -ffp-contract=off -fno-math-errno -fno-trapping-math
  # Messages and manifests must not carry the path the program was built in.
  -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CGAP_WERROR)
  target_compile_options(cgap_flags INTERFACE -Werror)
endif()
if(CGAP_SANITIZE)
  target_compile_options(cgap_flags INTERFACE -fsanitize=${CGAP_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(cgap_flags INTERFACE -fsanitize=${CGAP_SANITIZE})
endif()
# Loops over lanes have a short constant length. gcc would unroll them completely before it gets to
# turn them into vector instructions, and would clear a row of lanes with a slow string instruction;
# these flags keep it from doing so, and change no result.
add_library(cgap_lane_flags INTERFACE)
if(CMAKE_C_COMPILER_ID STREQUAL "GNU")
  target_compile_options(cgap_lane_flags INTERFACE --param=max-completely-peel-times=4 -fno-tree-loop-distribute-patterns)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
    target_compile_options(cgap_lane_flags INTERFACE
      -mmemset-strategy=vector_loop:2048:noalign,libcall:-1:noalign)
  endif()
endif()
