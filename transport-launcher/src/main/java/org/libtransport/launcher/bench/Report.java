package org.libtransport.launcher.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Prints what was measured next to the relay's figures and the targets.
 *
 * @param transport empty if only the relay was measured
 */
record Report(BenchSettings settings, Figures transport, Figures relay) {

    /** Whether a target that could be checked is missed. */
    boolean misses() {
        for (Figure figure : Figure.values()) {
            if (verdict(figure) == Figure.Verdict.MISS) {
                return true;
            }
        }
        return false;
    }

    private Figure.Verdict verdict(Figure figure) {
        return figure.target().judge(transport.get(figure), relay.get(figure));
    }

    private OptionalDouble ratio(Figure figure) {
        OptionalDouble value = transport.get(figure);
        OptionalDouble limit = relay.get(figure);
        boolean known = value.isPresent() && limit.isPresent() && limit.getAsDouble() > 0;
        return known && !figure.unit().equals("%")
                ? OptionalDouble.of(value.getAsDouble() / limit.getAsDouble())
                : OptionalDouble.empty();
    }

    /** For people. */
    void table(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%n%d users x %d contacts, %d in flight, %d/s at fixed rate, %d s each after %d s of warm-up%n%n",
                settings.users(),
                settings.contacts(),
                settings.window(),
                settings.rate(),
                settings.measured().toSeconds(),
                settings.warmUp().toSeconds());
        String row = "%-29s %12s %12s %9s  %-12s %s%n";
        out.printf(row, "", "transport", "relay", "ratio", "target", "");
        for (Figure figure : Figure.values()) {
            if (transport.get(figure).isEmpty() && relay.get(figure).isEmpty()) {
                continue;
            }
            out.printf(
                    row,
                    figure.label(),
                    cell(transport.get(figure), figure.unit()),
                    cell(relay.get(figure), figure.unit()),
                    ratio(figure).isPresent()
                            ? String.format(Locale.ROOT, "%.2f", ratio(figure).getAsDouble())
                            : "",
                    target(figure),
                    switch (verdict(figure)) {
                        case NONE -> "";
                        case OK -> "ok";
                        case MISS -> "MISS";
                    });
        }
        out.flush();
    }

    private static String cell(OptionalDouble value, String unit) {
        if (value.isEmpty()) {
            return "-";
        }
        double number = value.getAsDouble();
        String format = Math.abs(number) >= 1_000 ? "%,.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, number) + (unit.startsWith("/") ? unit : " " + unit);
    }

    private static String target(Figure figure) {
        double bound = figure.target().bound();
        return switch (figure.target().kind()) {
            case NONE -> "";
            case AT_MOST -> String.format(Locale.ROOT, "<= %,.0f %s", bound, figure.unit());
            case RATIO_AT_MOST -> String.format(Locale.ROOT, "<= %.0f x", bound);
            case RATIO_AT_LEAST -> String.format(Locale.ROOT, ">= %.3g x", bound);
        };
    }

    /** For programs: one JSON object; figures that were not measured are left out. */
    void json(PrintWriter out) {
        StringBuilder text = new StringBuilder("{\n");
        text.append(String.format(
                Locale.ROOT,
                "  \"users\": %d,%n  \"contacts\": %d,%n  \"window\": %d,%n  \"rate\": %d,%n  \"seconds\": %d,%n"
                        + "  \"warmupSeconds\": %d,%n  \"figures\": {",
                settings.users(),
                settings.contacts(),
                settings.window(),
                settings.rate(),
                settings.measured().toSeconds(),
                settings.warmUp().toSeconds()));
        String separator = "\n";
        for (Figure figure : Figure.values()) {
            if (transport.get(figure).isEmpty() && relay.get(figure).isEmpty()) {
                continue;
            }
            text.append(separator).append("    \"").append(figure.name().toLowerCase(Locale.ROOT));
            text.append("\": {\"unit\": \"").append(figure.unit()).append('"');
            number(text, "transport", transport.get(figure));
            number(text, "relay", relay.get(figure));
            number(text, "ratio", ratio(figure));
            if (figure.target().kind() != Figure.Target.Kind.NONE) {
                text.append(", \"target\": \"")
                        .append(figure.target().kind().name().toLowerCase(Locale.ROOT))
                        .append('"');
                number(text, "bound", OptionalDouble.of(figure.target().bound()));
            }
            if (verdict(figure) != Figure.Verdict.NONE) {
                text.append(", \"met\": ").append(verdict(figure) == Figure.Verdict.OK);
            }
            text.append('}');
            separator = ",\n";
        }
        out.println(text.append("\n  }\n}"));
        out.flush();
    }

    private static void number(StringBuilder text, String name, OptionalDouble value) {
        if (value.isPresent()) {
            text.append(", \"")
                    .append(name)
                    .append("\": ")
                    .append(String.format(Locale.ROOT, "%.3f", value.getAsDouble()));
        }
    }
}
