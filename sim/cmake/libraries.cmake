# SPDX-License-Identifier: GPL-3.0-or-later
# Outside libraries, each with the reason it is here.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)                                   # blocks of replicates in parallel
pkg_check_modules(GSL REQUIRED IMPORTED_TARGET gsl>=2.7)         # Student t quantiles, test statistics
pkg_check_modules(CONFIG REQUIRED IMPORTED_TARGET libconfig>=1.5) # scenario files
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)      # manifest and JSON tables, escaping done right
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)        # SHA-256 of scenario and data files
pkg_check_modules(XLSXWRITER IMPORTED_TARGET xlsxwriter)          # workbooks (--xlsx); without it the option says so
option(CGAP_MPI "Share the blocks of run and compare between MPI processes" OFF)
if(CGAP_MPI)
  find_package(MPI REQUIRED COMPONENTS C)                         # processes on several machines (mpirun)
endif()
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)     # the published Philox, headers only
