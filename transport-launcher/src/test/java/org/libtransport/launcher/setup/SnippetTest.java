package org.libtransport.launcher.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The port for components is open to those who need it. */
class SnippetTest {

    @ParameterizedTest
    @CsvSource({
        "localhost, 127.0.0.1",
        "127.0.1.1, 127.0.1.1",
        "[::1], ::1",
        "xmpp.example.org, 0.0.0.0",
        "192.0.2.7, 0.0.0.0",
        "2001:db8::7, ::"
    })
    void listens_on_loopback_if_the_transport_is_on_the_same_machine(String host, String listening) {
        assertThat(Snippet.PROSODY.text("icq.example.org", host, 5347, "secret"))
                .contains("component_interfaces = { \"" + listening + "\" }");
        assertThat(Snippet.EJABBERD.text("icq.example.org", host, 5347, "secret"))
                .contains("ip: \"" + listening + '"');
    }

    @Test
    void openfire_is_told_the_first_label_of_the_domain() {
        assertThat(Snippet.OPENFIRE.text("icq.example.org", "localhost", 5275, "secret"))
                .contains("Subdomain:     icq\n", "xmpp.component.socket.port = 5275");
    }
}
