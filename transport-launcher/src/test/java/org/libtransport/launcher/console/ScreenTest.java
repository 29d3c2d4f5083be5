package org.libtransport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private final StringWriter written = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(written));

    @Test
    void marks_who_says_it() {
        screen.told("connected");
        screen.printed("a warning");
        screen.wrong("no");
        screen.note("yes");
        assertThat(written.toString().lines()).containsExactly("< connected", "| a warning", "! no", "  yes");
    }

    @Test
    void what_a_backend_sends_takes_one_line_and_moves_no_cursor() {
        screen.told("message from echo: a\n< connected\r\t\u001b[2J\u0085\u2028 ü 😀");
        assertThat(written.toString().lines())
                .containsExactly("< message from echo: a\\n< connected\\r\\t\\u001b[2J\\u0085\\u2028 ü 😀");
    }
}
