package org.libtransport.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class TypedLinesTest {

    @Test
    void come_in_order_and_end() throws Exception {
        TypedLines lines = new TypedLines(new BufferedReader(new StringReader("one\ntwo")));
        assertThat(lines.next()).contains("one");
        assertThat(lines.next()).contains("two");
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void who_waits_for_the_keyboard_is_called_back() throws Exception {
        try (PipedWriter keyboard = new PipedWriter()) {
            TypedLines lines = new TypedLines(new BufferedReader(new PipedReader(keyboard)));
            Thread backend = new Thread(lines::end);
            backend.start();
            assertThat(lines.next()).isEmpty();
            backend.join();
        }
    }
}
