/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cgap/output.h"

#include <stdlib.h>
#include <string.h>

#include "cgap/memory.h"
#include "writer.h"

const char *
cgap_format_ending(cgap_format format)
{
    return format == CGAP_FORMAT_JSON ? "json" : "csv";
}

static cgap_status
write_stream(const cgap_table *table, cgap_format format, FILE *stream, const char *where,
             size_t threads, cgap_error *err)
{
    cgap_writer out;
    cgap_status status = cgap_table_finish(table, err);

    if (status != CGAP_OK) {
        return status;
    }
    cgap_writer_init(&out, stream);
    if (format == CGAP_FORMAT_JSON) {
        status = cgap_json_write(&out, table, err);
    } else {
        cgap_csv_write(&out, table, threads);
    }
    return status == CGAP_OK ? cgap_writer_finish(&out, where, err) : status;
}

cgap_status
cgap_output_stream(const cgap_table *table, cgap_format format, FILE *stream, const char *where,
                   cgap_error *err)
{
    return write_stream(table, format, stream, where, 1, err);
}

typedef struct table_content {
    const cgap_table *table;
    cgap_format format;
    size_t threads;
} table_content;

static cgap_status
fill_table(FILE *stream, const char *path, const void *content, cgap_error *err)
{
    const table_content *what = content;

    return write_stream(what->table, what->format, stream, path, what->threads, err);
}

cgap_status
cgap_output_table(const cgap_table *table, cgap_format format, const char *folder, size_t threads,
                  cgap_error *err)
{
    table_content content = {table, format, threads};
    char *path = cgap_text_format("%s/%s.%s", folder, table->name, cgap_format_ending(format));
    cgap_status status;

    if (path == NULL) {
        return cgap_error_fail(err, CGAP_E_MEMORY, "%s: out of memory", folder);
    }
    status = cgap_file_write(path, fill_table, &content, err);
    free(path);
    return status;
}

static cgap_status
fill_text(FILE *stream, const char *path, const void *content, cgap_error *err)
{
    cgap_writer out;

    cgap_writer_init(&out, stream);
    cgap_writer_text(&out, content);
    return cgap_writer_finish(&out, path, err);
}

cgap_status
cgap_output_text(const char *path, const char *text, cgap_error *err)
{
    return cgap_file_write(path, fill_text, text, err);
}

static void
describe(cgap_table *out, const cgap_table *table)
{
    for (size_t c = 0; c < table->n_column; c++) {
        cgap_table_add_text(out, table->name);
        cgap_table_add_text(out, table->column[c].name);
        cgap_table_add_text(out, table->column[c].unit);
        cgap_table_add_text(out, table->column[c].meaning);
    }
}

/* Definitions of measures and variables: what the columns of that name may hold. */
static cgap_status
describe_measures(cgap_table *out, const cgap_table *measure, cgap_error *err)
{
    size_t name = cgap_table_find(measure, "measure"), unit = cgap_table_find(measure, "unit");
    size_t definition = cgap_table_find(measure, "definition");
    size_t reference = cgap_table_find(measure, "reference");
    size_t scope = cgap_table_find(measure, "scope");

    for (size_t row = 0; row < measure->n_row; row++) {
        const char *source = cgap_table_text(measure, row, reference);
        char *meaning = cgap_text_format("%s%s%s", cgap_table_text(measure, row, definition),
                                         source[0] != '\0' ? "; " : "", source);

        if (meaning == NULL) {
            return cgap_error_fail(err, CGAP_E_MEMORY, "columns: out of memory");
        }
        cgap_table_add_text(out, strcmp(cgap_table_text(measure, row, scope), "member") == 0
                                     ? "variable"
                                     : "measure");
        cgap_table_add_text(out, cgap_table_text(measure, row, name));
        cgap_table_add_text(out, cgap_table_text(measure, row, unit));
        cgap_table_add_text(out, meaning);
        free(meaning);
    }
    return CGAP_OK;
}

cgap_status
cgap_output_columns(cgap_table *out, const cgap_table *const *table, size_t n,
                    const cgap_table *measure, cgap_error *err)
{
    static const cgap_column columns[] = {
        {"table", CGAP_COLUMN_TEXT, "",
         "Name of the table: its file without the ending; measure or variable for the definition "
         "of one."},
        {"column", CGAP_COLUMN_TEXT, "",
         "Name of the column in the header of that file, or of the measure or the variable of a "
         "member."},
        {"unit", CGAP_COLUMN_TEXT, "", "Unit; empty where there is none or a column tells it."},
        {"meaning", CGAP_COLUMN_TEXT, "", "What the column holds, with its convention."},
    };

    cgap_table_init(out, "columns", columns, sizeof columns / sizeof columns[0]);
    for (size_t t = 0; t < n; t++) {
        describe(out, table[t]);
    }
    describe(out, out);
    if (measure != NULL) {
        cgap_status status = describe_measures(out, measure, err);

        if (status != CGAP_OK) {
            return status;
        }
    }
    return cgap_table_finish(out, err);
}
