# SPDX-License-Identifier: GPL-3.0-or-later
# A Debian package of the program: cmake --workflow --preset package. Libraries it needs are found
# in the program itself (dpkg-shlibdeps); programs it runs are recommended, since it does without.
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/cgap RENAME copyright)
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/cgap)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME cgap)
set(CPACK_PACKAGE_CONTACT "The cgap developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnuplot-nox | gnuplot, fonts-dejavu-core, openmpi-bin")
include(CPack)
