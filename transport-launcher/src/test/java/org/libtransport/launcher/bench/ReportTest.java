package org.libtransport.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final Figures transport = new Figures();
    private final Figures relay = new Figures();
    private final Report report = new Report(
            new BenchSettings(
                    500, 20, 200, 1_000, Duration.ofSeconds(10), Duration.ofSeconds(5), 200, BenchSettings.Backend.ONE),
            transport,
            relay);

    @Test
    void judges_by_the_ratio_to_the_relay() {
        relay.put(Figure.ECHO_CPU, 0.5);
        transport.put(Figure.ECHO_CPU, 10);
        relay.put(Figure.ECHOES, 800_000);
        transport.put(Figure.ECHOES, 100_000);
        assertThat(report.misses()).isFalse();
        transport.put(Figure.ECHOES, 99_000);
        assertThat(report.misses()).isTrue();
        assertThat(print(report::table)).containsPattern("echoes, window +99,000/s +800,000/s +0.12 +>= 0.125 x +MISS");
        assertThat(print(report::table)).containsPattern("CPU per echo +10.0 us +0.50 us +20.00 +<= 20 x +ok");
    }

    @Test
    void judges_some_figures_without_the_relay() {
        transport.put(Figure.START, 1_499);
        assertThat(report.misses()).isFalse();
        transport.put(Figure.START, 1_501);
        assertThat(report.misses()).isTrue();
    }

    @Test
    void judges_nothing_that_was_not_measured() {
        relay.put(Figure.ECHO_CPU, 0.5);
        transport.put(Figure.LONE_P50, 1_000_000);
        assertThat(report.misses()).isFalse();
    }

    @Test
    void prints_json_with_only_what_was_measured() {
        relay.put(Figure.ECHO_CPU, 0.5);
        transport.put(Figure.ECHO_CPU, 12.5);
        assertThat(print(report::json))
                .contains("\"users\": 500")
                .contains("\"echo_cpu\": {\"unit\": \"us\", \"transport\": 12.500, \"relay\": 0.500, \"ratio\": 25.000,"
                        + " \"target\": \"ratio_at_most\", \"bound\": 20.000, \"met\": false}")
                .doesNotContain("lone_p50");
    }

    private static String print(Consumer<PrintWriter> printer) {
        StringWriter text = new StringWriter();
        printer.accept(new PrintWriter(text));
        return text.toString();
    }
}
