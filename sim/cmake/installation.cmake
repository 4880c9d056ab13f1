# SPDX-License-Identifier: GPL-3.0-or-later
# The program, and beside it (in share/cgap) what it looks for at run time.
install(TARGETS cgap RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY scenarios plots DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/cgap)
