# SPDX-License-Identifier: GPL-3.0-or-later
# Writes HEADER with the commit of SOURCE; a tree with changes of its own is marked.
set(commit "unknown")
if(GIT)
  execute_process(COMMAND ${GIT} -c safe.directory=${SOURCE} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
    OUTPUT_VARIABLE said ERROR_QUIET RESULT_VARIABLE failed OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT failed AND EXISTS ${SOURCE}/.git)
    set(commit ${said})
  endif()
endif()
file(CONFIGURE OUTPUT ${HEADER} CONTENT "/* SPDX-License-Identifier: GPL-3.0-or-later */
#define CGAP_BUILD_COMMIT \"${commit}\"
")
