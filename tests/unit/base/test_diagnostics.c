/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and suggestions of a length nobody expects. */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include "cgap/diagnostics.h"

static void
a_long_word_is_near_no_name(void **state)
{
    static const char *const known[] = {"run", "compare"};
    char word[301];

    (void) state;
    assert_string_equal(cgap_nearest_name("rnu", known, 2), "run");
    assert_string_equal(cgap_nearest_name("comparee", known, 2), "compare");
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    assert_null(cgap_nearest_name(word, known, 2));
    word[97] = '\0';
    assert_null(cgap_nearest_name(word, known, 2));
}

static void
a_long_path_keeps_its_line(void **state)
{
    char path[4000], out[2048];
    cgap_message message = {CGAP_WARNING, path, 17, (char *) "levers.platform", (char *) "is odd"};

    (void) state;
    for (size_t c = 0; c + 2 < sizeof path; c += 2) {
        memcpy(path + c, "\xC3\xA9", 2);
    }
    (void) snprintf(path + sizeof path - 10, 10, "/end.cfg");
    cgap_message_format(&message, out, sizeof out);
    assert_non_null(strstr(out, "/end.cfg:17: warning: levers.platform: is odd"));
    assert_memory_equal(out, "...\xC3\xA9", 5); /* no half letter */
    message.line = 0;
    cgap_message_format(&message, out, sizeof out);
    assert_non_null(strstr(out, "/end.cfg: warning: levers.platform: is odd"));
    message.file = NULL;
    message.severity = CGAP_ERROR;
    cgap_message_format(&message, out, sizeof out);
    assert_string_equal(out, "levers.platform: is odd");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_word_is_near_no_name),
        cmocka_unit_test(a_long_path_keeps_its_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
