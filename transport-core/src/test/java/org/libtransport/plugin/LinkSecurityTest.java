package org.libtransport.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkSecurityTest {

    @Test
    void is_read_from_the_environment() {
        LinkSecurity security = LinkSecurity.of(Map.of(
                "LIBTRANSPORT_BACKEND_TOKEN", "s3cret", "LIBTRANSPORT_BACKEND_CA", "/etc/transport.pem", "HOME", "/"));

        assertThat(security).isEqualTo(new LinkSecurity("s3cret", Path.of("/etc/transport.pem")));
        assertThat(security.toString()).doesNotContain("s3cret").contains("transport.pem");
    }

    @Test
    void what_is_not_there_or_empty_is_none() {
        assertThat(LinkSecurity.of(Map.of())).isEqualTo(LinkSecurity.NONE);
        assertThat(LinkSecurity.of(Map.of("LIBTRANSPORT_BACKEND_TOKEN", "", "LIBTRANSPORT_BACKEND_CA", "")))
                .isEqualTo(LinkSecurity.NONE);
    }
}
