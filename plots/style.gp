# SPDX-License-Identifier: GPL-3.0-or-later
# The visual language of all figures: typeface, colours, lines. Change a value here and `cgap chart FOLDER` draws everything in the new style.

# The typeface comes with Debian's fonts-dejavu-core; SVG files name stand-ins of the same width.
font_name = "DejaVu Sans"
typeface(size, bold) = sprintf("%s%s,%.1f", font_name, bold ? ":Bold" : "", size)
plain_font = typeface(12, 0)
tick_font = typeface(10, 0)

text_colour  = "#1A1A1A"
muted_colour = "#595959"
axis_colour  = "#8A8A8A"
grid_colour  = "#E4E4E4"
paper_colour = "#FFFFFF"
ink_colour   = "#000000"   # text on a light tile
light_colour = "#FFFFFF"   # text on a dark tile
blank_colour = "#F2F2F2"   # a tile without a value
strip_colour = "#E9E9E9"   # the time in which states join or leave
land_colour  = "#EFECE4"   # under a network

# Links of a network, weak to strong; what is stronger and weaker than the baseline, little to much.
array tie_colour[6]      = ["#BCCEE8", "#A3BEE1", "#89ABD8", "#668FC8", "#3B69AC", "#08306B"]
array stronger_colour[4] = ["#A3BEE1", "#6F97CE", "#3B69AC", "#08306B"]
array weaker_colour[4]   = ["#EDBD96", "#DD8D4C", "#B85C14", "#7A3300"]

# The two layers: far apart for every kind of colour vision and in grey (lightness 27 and 60).
formal_colour   = "#0B3C8C"
practice_colour = "#D97700"

# The four kinds of practice: lightness 24, 40, 57, 61.
sme_colour            = "#6B1F00"
enterprise_colour     = "#1D5FA0"
administration_colour = "#3C9A4A"
people_colour         = "#CC74AC"

# Scenarios in order of their names; the baseline of a comparison is always grey. After eleven the
# colours come round again with another line.
baseline_colour = "#8A8A8A"
array scenario_colour[11] = ["#0E33FF", "#DE003C", "#00A96C", "#503F00", "#8C349E", "#D38100", \
                             "#327A46", "#7E89FF", "#7D015F", "#A96EA8", "#AD306A"]

# Mechanisms: what states do by themselves in greys and browns, what the Union adds in colours.
effort_colour             = "#9A9A9A"
obsolescence_colour       = "#5E5140"
incident_response_colour  = "#C9B48A"
noise_colour              = "#D6D6D6"
free_riding_colour        = "#3A3A3A"
membership_colour         = "#767676"
other_colour              = "#BDBDBD"
peers_colour              = "#606AFB"
agency_colour             = "#1A694E"
external_colour           = "#1900EC"
funding_colour            = "#58C581"
market_access_colour      = "#6B9D01"
formal_to_practice_colour = "#B7A0FD"
array instrument_colour[4] = ["#D31B5B", "#DA9EBE", "#7F1B6C", "#966398"]

# Tiles: low to high from light to dark, so that a copy in grey reads the same; differences from
# orange (less than the baseline) over white to blue (more).
sequential_palette = "set palette defined (0 '#EEF3FA', 0.5 '#6E9BD1', 1 '#08306B') maxcolors 10"
diverging_palette  = "set palette defined (0 '#A34700', 0.5 '#F7F7F7', 1 '#08306B') maxcolors 11"

# Terminals: the same figure in pixels (SVG), twice as many (PNG), inches at 96 to the inch (PDF).
# Text is never marked up: a name may hold any character. pdfcairo takes a type size of 1 for 4/3
# points and a line of width 1 for half a point, so that 3/4 of a point per pixel is 0.75 * 0.75 and
# 0.75 * 2; pngcairo stretches dashes by the width of lines and by the size once more.
set encoding utf8
set minussign
set_terminal_svg = "set terminal svg size figure_width, figure_height font plain_font " \
    . "noenhanced linewidth 1 background rgb paper_colour; symbol_scale = 0.7; tick_offset = 0.6"
set_terminal_png = "set terminal pngcairo size 2 * figure_width, 2 * figure_height " \
    . "font plain_font noenhanced fontscale 1.5 linewidth 2 dashlength 0.5 pointscale 2 " \
    . "background rgb paper_colour; symbol_scale = 1.0; tick_offset = 0.3"
set_terminal_pdf = "set terminal pdfcairo size figure_width / 96.0, figure_height / 96.0 " \
    . "font plain_font noenhanced fontscale 0.5625 linewidth 1.5 pointscale 0.75 " \
    . "background rgb paper_colour; symbol_scale = 1.0; tick_offset = 0.3"

unset key
unset colorbox
set border 0
set style fill solid 1.0 noborder
