# SPDX-License-Identifier: GPL-3.0-or-later
# Draws one figure:
#     gnuplot -d -c figure.gp NAME.gp svg|png|pdf OUTPUT PLOTS
# NAME.gp holds the layout (which panels, marks and labels, where), NAME.dat beside it the numbers,
# PLOTS is the folder of this file. Both are written by `cgap chart` into FOLDER/charts/data.
if (ARGC != 4) {
    printerr "figure.gp: call it as gnuplot -d -c figure.gp NAME.gp svg|png|pdf OUTPUT PLOTS"
    exit status 2
}
figure_variables = ARG1
figure_format = ARG2
figure_output = ARG3
figure_plots = ARG4
figure_data = figure_variables[1:strlen(figure_variables) - 3] . ".dat"

load figure_plots . "/style.gp"
load figure_variables

needed = "figure_width figure_height n_panel palette_name palette_low palette_high decimal_sign " \
    . "panel_left panel_right panel_bottom panel_top x_low x_high x_first x_step x_decimals x_labels " \
    . "y_low y_high y_first y_step y_decimals y_labels grid_x grid_y axis_x " \
    . "area_first area_last tile_first tile_last box_first box_last band_first band_last line_first line_last " \
    . "whisker_first whisker_last point_first point_last " \
    . "mark_block mark_colour mark_size mark_style " \
    . "n_stroke stroke_x_from stroke_y_from stroke_x_to stroke_y_to " \
    . "stroke_width stroke_style stroke_colour " \
    . "n_label label_x label_y label_text label_size label_bold label_align label_colour"
do for [name in needed] {
    if (!exists(name)) {
        printerr sprintf("figure.gp: %s does not set '%s'; draw the folder again with cgap chart", \
            figure_variables, name)
        exit status 2
    }
}
if (figure_format eq "svg") {
    eval set_terminal_svg
} else { if (figure_format eq "png") {
    eval set_terminal_png
} else { if (figure_format eq "pdf") {
    eval set_terminal_pdf
} else {
    printerr sprintf("figure.gp: the format is '%s'; it must be svg, png or pdf", figure_format)
    exit status 2
} } }
set decimalsign decimal_sign
set output figure_output
set datafile separator "\t"
if (palette_name eq "diverging") {
    eval diverging_palette
} else {
    eval sequential_palette
}
set cbrange [palette_low:palette_high]

set multiplot
do for [p = 1:n_panel] {
    set lmargin at screen panel_left[p]
    set rmargin at screen panel_right[p]
    set bmargin at screen panel_bottom[p]
    set tmargin at screen panel_top[p]
    set xrange [x_low[p]:x_high[p]]
    set yrange [y_low[p]:y_high[p]]
    unset xtics
    unset ytics
    unset grid
    set border (axis_x[p] ? 1 : 0) linecolor rgb axis_colour linewidth 0.8
    if (x_step[p] > 0) {
        set xtics x_first[p], x_step[p], x_high[p] nomirror out scale 0.4 offset 0, tick_offset \
            textcolor rgb muted_colour font tick_font format x_labels[p] ? sprintf("%%.%df", x_decimals[p]) : ""
    }
    if (y_step[p] > 0) {
        set ytics y_first[p], y_step[p], y_high[p] nomirror out scale 0 \
            textcolor rgb muted_colour font tick_font format y_labels[p] ? sprintf("%%.%df", y_decimals[p]) : ""
    }
    if (grid_x[p]) { set grid xtics linetype 1 linecolor rgb grid_colour linewidth 0.8 back }
    if (grid_y[p]) { set grid ytics linetype 1 linecolor rgb grid_colour linewidth 0.8 back }
    plot for [i = area_first[p]:area_last[p]] figure_data index mark_block[i] \
            using 1:2 with filledcurves closed linecolor rgb mark_colour[i] \
            fill solid mark_size[i] noborder notitle, \
        for [i = tile_first[p]:tile_last[p]] figure_data index mark_block[i] \
            using 1:2:1:3:2:4:5 with boxxyerror linecolor palette fill solid 1 noborder notitle, \
        for [i = box_first[p]:box_last[p]] figure_data index mark_block[i] \
            using 1:2:1:3:2:4 with boxxyerror linecolor rgb mark_colour[i] \
            fill solid mark_size[i] noborder notitle, \
        for [i = band_first[p]:band_last[p]] figure_data index mark_block[i] \
            using 1:2:3 with filledcurves linecolor rgb mark_colour[i] \
            fill transparent solid mark_size[i] noborder notitle, \
        for [i = line_first[p]:line_last[p]] figure_data index mark_block[i] \
            using 1:2 with lines linecolor rgb mark_colour[i] linewidth mark_size[i] \
            dashtype mark_style[i] notitle, \
        for [i = whisker_first[p]:whisker_last[p]] figure_data index mark_block[i] \
            using 1:2:3:4 with xerrorbars pointtype 0 linecolor rgb mark_colour[i] \
            linewidth mark_size[i] notitle, \
        for [i = point_first[p]:point_last[p]] figure_data index mark_block[i] \
            using 1:2 with points pointtype mark_style[i] pointsize symbol_scale * mark_size[i] \
            linewidth 1.2 linecolor rgb mark_colour[i] notitle, \
        NaN notitle
}

# All text last, on an empty plot that covers the page.
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set border 0
unset xtics
unset ytics
unset grid
do for [i = 1:n_label] {
    label_font = typeface(label_size[i], label_bold[i])
    if (label_align[i] < 0) {
        set label i label_text[i] at screen label_x[i], label_y[i] left front \
            font label_font textcolor rgb label_colour[i]
    } else { if (label_align[i] > 0) {
        set label i label_text[i] at screen label_x[i], label_y[i] right front \
            font label_font textcolor rgb label_colour[i]
    } else {
        set label i label_text[i] at screen label_x[i], label_y[i] center front \
            font label_font textcolor rgb label_colour[i]
    } }
}
do for [i = 1:n_stroke] {
    set arrow i from screen stroke_x_from[i], screen stroke_y_from[i] \
        to screen stroke_x_to[i], screen stroke_y_to[i] nohead front \
        linecolor rgb stroke_colour[i] linewidth stroke_width[i] dashtype stroke_style[i]
}
plot [0:1][0:1] NaN notitle
unset multiplot
