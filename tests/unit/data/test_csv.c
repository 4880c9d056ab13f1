/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two CSV readers, whole and record by record, which must find the same: what RFC 4180 allows,
 * and the message of everything it does not. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cgap/csv.h"
#include "cgap/csv_stream.h"

static char path[] = "/tmp/cgap-csv-XXXXXX";

static int
make_file(void **state)
{
    int file = mkstemp(path);

    (void) state;
    return file < 0 ? -1 : close(file);
}

static int
remove_file(void **state)
{
    (void) state;
    return unlink(path);
}

static void
put(const char *bytes, size_t size)
{
    FILE *stream = fopen(path, "wb");

    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    assert_int_equal(fclose(stream), 0);
}

/* A record's fields are asked for last to first in every second one, which takes it apart at once.
 */
static void
assert_record(cgap_csv_stream *stream, const cgap_csv *whole, size_t row)
{
    for (size_t n = 0; n < whole->n_column; n++) {
        size_t c = row % 2 == 0 ? n : whole->n_column - 1 - n;

        assert_string_equal(cgap_csv_field(stream, c), cgap_csv_text(whole, row, c));
    }
    assert_int_equal(stream->line, cgap_csv_line(whole, row));
}

/* The file record by record is @p whole. Only records @p step apart are looked at. */
static void
assert_stream(const cgap_csv *whole, size_t step)
{
    cgap_csv_stream stream = CGAP_CSV_STREAM_INIT;
    size_t row = 0;
    bool more;

    assert_int_equal(cgap_csv_open(&stream, path, NULL), CGAP_OK);
    assert_int_equal(stream.n_column, whole->n_column);
    for (size_t c = 0; c < whole->n_column; c++) {
        assert_string_equal(stream.name[c], whole->field[c]);
        assert_int_equal(cgap_csv_column(&stream, whole->field[c]),
                         cgap_csv_find(whole, whole->field[c]));
    }
    assert_int_equal(cgap_csv_column(&stream, "no such name"), whole->n_column);
    for (;; row++) {
        assert_int_equal(cgap_csv_next(&stream, &more, NULL), CGAP_OK);
        if (!more) {
            break;
        }
        if (row % step == 0) {
            assert_record(&stream, whole, row);
        }
    }
    assert_int_equal(row, whole->n_row);
    cgap_csv_close(&stream);
    cgap_csv_close(&stream);
    assert_null(stream.bytes);
}

/* Refused with exactly @p expected wherever the fault lies. */
static void
assert_stream_refused(const char *expected)
{
    cgap_csv_stream stream = CGAP_CSV_STREAM_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    cgap_status status = cgap_csv_open(&stream, path, &err);

    for (bool more = true; status == CGAP_OK && more;) {
        status = cgap_csv_next(&stream, &more, &err);
    }
    assert_int_equal(status, CGAP_E_INPUT);
    assert_string_equal(err.text, expected);
    cgap_csv_close(&stream);
}

static cgap_csv
read_text(const char *text)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    put(text, strlen(text));
    if (cgap_csv_read(&csv, path, &err) != CGAP_OK) {
        fail_msg("'%s' is refused: %s", text, err.text);
    }
    assert_stream(&csv, 1);
    return csv;
}

/* Refused with `path` + @p expected, and the struct of the caller is left alone. */
static void
assert_refused(const char *bytes, size_t size, const char *expected)
{
    char text[512];
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    put(bytes, size);
    csv.n_row = 77;
    assert_int_equal(cgap_csv_read(&csv, path, &err), CGAP_E_INPUT);
    (void) snprintf(text, sizeof text, "%s%s", path, expected);
    assert_string_equal(err.text, text);
    assert_int_equal(csv.n_row, 77);
    assert_null(csv.bytes);
    assert_null(csv.field);
    assert_stream_refused(text);
}

static void
plain_records(void **state)
{
    cgap_csv csv = read_text("code,name\nAT,Austria\nBE,\n");

    (void) state;
    assert_int_equal(csv.n_column, 2);
    assert_int_equal(csv.n_row, 2);
    assert_string_equal(cgap_csv_text(&csv, 0, 0), "AT");
    assert_string_equal(cgap_csv_text(&csv, 0, 1), "Austria");
    assert_string_equal(cgap_csv_text(&csv, 1, 1), "");
    assert_int_equal(cgap_csv_line(&csv, 0), 2);
    assert_int_equal(cgap_csv_line(&csv, 1), 3);
    assert_int_equal(cgap_csv_find(&csv, "name"), 1);
    assert_int_equal(cgap_csv_find(&csv, "Name"), 2);
    assert_string_equal(csv.path, path);
    cgap_csv_free(&csv);
    cgap_csv_free(&csv);
    assert_null(csv.field);
}

static void
quoted_fields_hold_commas_quotes_and_lines(void **state)
{
    cgap_csv csv = read_text("a,\"b\"\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",\"\"\nlast,4\n");

    (void) state;
    assert_int_equal(csv.n_row, 3);
    assert_int_equal(cgap_csv_find(&csv, "b"), 1);
    assert_string_equal(cgap_csv_text(&csv, 0, 0), "x, y");
    assert_string_equal(cgap_csv_text(&csv, 0, 1), "say \"no\"");
    assert_string_equal(cgap_csv_text(&csv, 1, 0), "two\nlines");
    assert_string_equal(cgap_csv_text(&csv, 1, 1), "");
    assert_int_equal(cgap_csv_line(&csv, 1), 3);
    assert_int_equal(cgap_csv_line(&csv, 2), 5); /* lines inside quotes count */
    cgap_csv_free(&csv);
}

static void
line_ends_and_mark_do_not_matter(void **state)
{
    static const char *const same[] = {
        "a,b\n1,\"2\"\n3,\n",
        "a,b\r\n1,\"2\"\r\n3,\r\n",
        "a,b\n1,\"2\"\n3,",
        "\xEF\xBB\xBF"
        "a,b\r\n1,2\n3,\n",
        "\xEF\xBB\xBF"
        "\"a\",b\n1,2\n3,\"\"",
    };

    (void) state;
    for (size_t n = 0; n < sizeof same / sizeof same[0]; n++) {
        cgap_csv csv = read_text(same[n]);

        assert_int_equal(csv.n_column, 2);
        assert_int_equal(csv.n_row, 2);
        assert_int_equal(cgap_csv_find(&csv, "a"), 0);
        assert_string_equal(cgap_csv_text(&csv, 0, 1), "2");
        assert_string_equal(cgap_csv_text(&csv, 1, 0), "3");
        assert_string_equal(cgap_csv_text(&csv, 1, 1), "");
        assert_int_equal(cgap_csv_line(&csv, 1), 3);
        cgap_csv_free(&csv);
    }
}

static void
a_header_alone_is_a_table_without_rows(void **state)
{
    cgap_csv csv = read_text("code,name");

    (void) state;
    assert_int_equal(csv.n_column, 2);
    assert_int_equal(csv.n_row, 0);
    cgap_csv_free(&csv);
}

/* Past the first allocations of bytes, fields and lines. */
static void
long_files(void **state)
{
    enum { ROWS = 5000 };
    FILE *stream = fopen(path, "wb");
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_error err = CGAP_ERROR_INIT;

    (void) state;
    assert_non_null(stream);
    (void) fprintf(stream, "n,square,text\n");
    for (int n = 0; n < ROWS; n++) {
        (void) fprintf(stream, "%d,%d,\"row, %d\"\n", n, n * n, n);
    }
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(cgap_csv_read(&csv, path, &err), CGAP_OK);
    assert_int_equal(csv.n_row, ROWS);
    for (int n = 0; n < ROWS; n++) {
        char expected[32];

        (void) snprintf(expected, sizeof expected, "row, %d", n);
        assert_string_equal(cgap_csv_text(&csv, (size_t) n, 2), expected);
        assert_int_equal(cgap_csv_line(&csv, (size_t) n), n + 2);
    }
    assert_stream(&csv, 1);
    cgap_csv_free(&csv);
}

/* Records that lie across the pieces in which the file is read, and some that are longer than one,
 * plain and quoted with line ends inside. */
static void
records_across_pieces(void **state)
{
    enum { ROWS = 900, LONG = 700000 };
    FILE *stream = fopen(path, "wb");
    cgap_csv csv = CGAP_CSV_INIT;

    (void) state;
    assert_non_null(stream);
    (void) fprintf(stream, "n,text,last\n");
    for (int n = 0; n < ROWS; n++) {
        bool quoted = n % 3 == 1;
        int size = n == 400 || n == 401 ? LONG : (n * 7919) % 2500;

        (void) fprintf(stream, quoted ? "%d,\"" : "%d,", n);
        for (int b = 0; b < size; b++) {
            (void) fputs(quoted && b % 100 == 99  ? "\n"
                         : quoted && b % 50 == 49 ? "\"\""
                                                  : "x",
                         stream);
        }
        (void) fprintf(stream, quoted ? "\",%d\n" : ",%d\r\n", -n);
    }
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(cgap_csv_read(&csv, path, NULL), CGAP_OK);
    assert_int_equal(csv.n_row, ROWS);
    assert_stream(&csv, 1);
    assert_stream(&csv, 7);
    cgap_csv_free(&csv);
}

static void
what_is_no_table_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *text, *message;
    } bad[] = {
        {"", ":1: is empty; a header line is needed"},
        {"\xEF\xBB\xBF", ":1: is empty; a header line is needed"},
        {"a,b\n1,2\n3\n", ":3: has 1 fields, the header has 2"},
        {"a;b\n1,5;2\n", ":1: fields are separated by ';'; save the file as CSV with a comma "
                         "between fields and a point in numbers"},
        {"a\tb\n1\t2\n", ":1: fields are separated by tabs; save the file as CSV with a comma "
                         "between fields and a point in numbers"},
        {"a,b\n1,2,3\n", ":2: has 3 fields, the header has 2"},
        {"a,b\n\n1,2\n", ":2: has 1 fields, the header has 2"},
        {"a,b\n\"1\n2\",3\n4\n", ":4: has 1 fields, the header has 2"},
        {"a,b\n1,\"2\n3,4\n", ":2: a quoted field is left open"},
        {"a,b\n1,2\n3,\"4", ":3: a quoted field is left open"},
        {"a,b\n1,\"2\"x\n", ":2: text follows the closing quote of a field"},
        {"a,b\n1,\"2\" \n", ":2: text follows the closing quote of a field"},
        {"a,b\nx\"y,1\n2\n", ":3: has 1 fields, the header has 2"}, /* no quoted field */
        {"a,b\n\"x\"y\"\n,1\n", ":2: text follows the closing quote of a field"},
        {"a,b\r1,2\r", ":1: a line ends in a carriage return alone; save the file with LF or CRLF "
                       "line ends"},
    };

    (void) state;
    for (size_t n = 0; n < sizeof bad / sizeof bad[0]; n++) {
        assert_refused(bad[n].text, strlen(bad[n].text), bad[n].message);
    }
    assert_refused("a,b\n1\0,2\n", 9, ": is not a text file");
}

static void
a_missing_file_or_a_folder_is_refused(void **state)
{
    cgap_csv csv = CGAP_CSV_INIT;
    cgap_csv_stream stream = CGAP_CSV_STREAM_INIT;
    cgap_error err = CGAP_ERROR_INIT;
    char text[512];

    (void) state;
    assert_int_equal(cgap_csv_read(&csv, "/no/such/file.csv", &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "/no/such/file.csv: cannot be opened ("));
    assert_int_equal(cgap_csv_read(&csv, "/", &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "/: cannot be "));
    assert_null(csv.bytes);
    (void) snprintf(text, sizeof text, "%s", err.text);
    assert_int_equal(cgap_csv_open(&stream, "/", &err), CGAP_E_INPUT);
    assert_string_equal(err.text, text);
    cgap_csv_close(&stream);
    assert_int_equal(cgap_csv_open(&stream, "/no/such/file.csv", &err), CGAP_E_INPUT);
    assert_non_null(strstr(err.text, "/no/such/file.csv: cannot be opened ("));
    cgap_csv_close(&stream);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_records),
        cmocka_unit_test(quoted_fields_hold_commas_quotes_and_lines),
        cmocka_unit_test(line_ends_and_mark_do_not_matter),
        cmocka_unit_test(a_header_alone_is_a_table_without_rows),
        cmocka_unit_test(long_files),
        cmocka_unit_test(records_across_pieces),
        cmocka_unit_test(what_is_no_table_is_refused_with_its_place),
        cmocka_unit_test(a_missing_file_or_a_folder_is_refused),
    };

    return cmocka_run_group_tests(tests, make_file, remove_file);
}
