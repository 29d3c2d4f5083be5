package org.libtransport.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineLayoutTest {

    private final LoggerContext context = new LoggerContext();
    private final LineLayout layout = new LineLayout(ZoneOffset.UTC);

    @BeforeEach
    void start() {
        layout.setContext(context);
        layout.start();
    }

    private String line(Map<String, String> mdc, Throwable thrown, String message, Object... arguments) {
        LoggingEvent event = new LoggingEvent(
                "caller", context.getLogger("org.libtransport.user.User"), Level.INFO, message, thrown, arguments);
        event.setInstant(Instant.parse("2026-11-01T09:30:00.125Z"));
        event.setMDCPropertyMap(mdc);
        return layout.doLayout(event);
    }

    @Test
    void a_line_has_time_level_class_and_message() {
        assertThat(line(Map.of(), null, "hello {}", "you")).isEqualTo("2026-11-01 09:30:00.125 INFO  User hello you\n");
    }

    @Test
    void a_line_says_about_whom_it_is() {
        assertThat(line(Map.of("backend", "backend-1", "user", "romeo@example.org", "other", "x"), null, "hello"))
                .endsWith("User [user=romeo@example.org backend=backend-1] hello\n");
        assertThat(line(Map.of("other", "x"), null, "hello")).endsWith("User hello\n");
    }

    @Test
    void what_a_peer_sent_cannot_look_like_another_line() {
        assertThat(line(Map.of("user", "a\nb"), null, "from {}", "x\r\n2026\u001b[31m\u2028y"))
                .endsWith("User [user=a?b] from x??2026?[31m?y\n");
    }

    @Test
    void a_failure_is_told_with_its_stack() {
        assertThat(line(Map.of(), new IllegalStateException("why"), "oh"))
                .contains("oh\njava.lang.IllegalStateException: why")
                .contains("\tat org.libtransport.launcher.logging.LineLayoutTest");
    }
}
