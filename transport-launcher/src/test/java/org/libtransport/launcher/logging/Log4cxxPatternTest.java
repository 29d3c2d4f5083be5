package org.libtransport.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Log4cxxPatternTest {

    private final List<String> missing = new ArrayList<>();

    @Test
    void keeps_widths_and_literal_text() {
        assertThat(Log4cxxPattern.toLogback("%-5p [%t] %.20c: %m%n", missing))
                .isEqualTo("%-5level [%thread] %.20loggerName: %printable%n");
        assertThat(missing).isEmpty();
    }

    @Test
    void writes_dates_as_log4cxx_does() {
        assertThat(Log4cxxPattern.toLogback("%d", missing)).isEqualTo("%d{\"yyyy-MM-dd HH:mm:ss,SSS\"}");
        assertThat(Log4cxxPattern.toLogback("%d{ABSOLUTE}", missing)).isEqualTo("%d{\"HH:mm:ss,SSS\"}");
        assertThat(Log4cxxPattern.toLogback("%d{HH:mm}{GMT}", missing)).isEqualTo("%d{\"HH:mm\", GMT}");
    }

    @Test
    void takes_parentheses_and_percent_signs_for_what_they_are() {
        assertThat(Log4cxxPattern.toLogback("(%c) 100%% %m", missing)).isEqualTo("\\(%loggerName\\) 100\\% %printable");
    }

    @Test
    void leaves_out_what_has_no_counterpart_and_says_so() {
        assertThat(Log4cxxPattern.toLogback("%x%m", missing)).isEqualTo("%printable");
        assertThat(missing).containsExactly("%x");
    }
}
