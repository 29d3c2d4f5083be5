package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter out = new StringWriter();
    private long now;

    private String told(boolean terminal) {
        try (ProgressLine line = new ProgressLine(new PrintWriter(out, true), terminal, () -> now)) {
            for (int done = 1; done <= 1_000; done++) {
                now += TimeUnit.MILLISECONDS.toNanos(50);
                line.rows(done, 1_000);
            }
        }
        return out.toString();
    }

    @Test
    void a_terminal_has_one_line_that_changes() {
        assertThat(told(true))
                .startsWith("\r  0%  4 of 1,000 rows\r  0%  8 of 1,000 rows")
                .endsWith("\r100%  1,000 of 1,000 rows" + System.lineSeparator());
    }

    @Test
    void elsewhere_there_is_a_line_now_and_then() {
        assertThat(told(false).lines())
                .containsExactly(
                        " 20%  200 of 1,000 rows",
                        " 40%  400 of 1,000 rows",
                        " 60%  600 of 1,000 rows",
                        " 80%  800 of 1,000 rows",
                        "100%  1,000 of 1,000 rows");
    }
}
