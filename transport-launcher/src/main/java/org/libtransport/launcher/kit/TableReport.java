package org.libtransport.launcher.kit;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.libtransport.launcher.kit.stage.Verdict;

/** For people: one line for each capability, at once, and what was expected of those that failed. */
public final class TableReport {

    private final PrintWriter out;

    public TableReport(PrintWriter out) {
        this.out = out;
    }

    public void begin(String backend) {
        out.println("Checking " + backend);
        out.println();
        out.flush();
    }

    /** One that was not checked has no line; they are told together at the end. */
    public void line(Result result) {
        Verdict verdict = result.verdict();
        if (verdict instanceof Verdict.NotChecked) {
            return;
        }
        out.printf(
                Locale.ROOT,
                "  %-16s %-14s %s%n",
                result.capability(),
                verdict instanceof Verdict.Fail ? "FAIL" : result.word(),
                result.about() + time(result));
        if (verdict instanceof Verdict.Fail fail) {
            out.println("      expected: " + fail.expected());
            out.println("      got:      " + fail.got());
        }
        out.flush();
    }

    private static String time(Result result) {
        return String.format(Locale.ROOT, " (%.2f s)", result.took().toMillis() / 1000.0);
    }

    public void end(List<Result> results) {
        Map<String, List<String>> unknown = new LinkedHashMap<>();
        for (Result result : results) {
            if (result.verdict() instanceof Verdict.NotChecked why) {
                unknown.computeIfAbsent(why.why(), any -> new ArrayList<>()).add(result.capability());
            }
        }
        unknown.forEach((why, names) -> out.println("  not checked: " + why + ": " + String.join(", ", names)));
        out.println();
        out.println(count(results, "pass") + " passed, " + count(results, "fail") + " failed, "
                + count(results, "not announced") + " not announced, " + count(results, "not checked")
                + " not checked.");
        out.flush();
    }

    private static long count(List<Result> results, String word) {
        return results.stream().filter(result -> result.word().equals(word)).count();
    }
}
