package org.libtransport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

    @TempDir
    private Path dir;

    private Config config(String more) throws Exception {
        Path file = Files.writeString(dir.resolve("t.cfg"), """
                [service]
                jid = echo.example.org
                server = 127.0.0.1
                port = 5347
                password = not-to-be-seen
                backend = external
                """ + more);
        return ConfigParser.parse(ConfigFile.read(file), Overrides.NONE);
    }

    @Test
    void tells_what_changes_at_once_from_what_needs_a_restart() throws Exception {
        Changes changes =
                Changes.between(config(""), config("vip_only = 1\nusers_per_backend = 7\nirc_server = a.b\n"));
        assertThat(changes.live()).containsExactly("service.vip_only");
        assertThat(changes.afterRestart()).containsExactly("service.users_per_backend", "service.irc_server");
    }

    @Test
    void finds_nothing_where_a_default_is_written_out() throws Exception {
        Changes changes = Changes.between(config(""), config("vip_only = 0\n"));
        assertThat(changes.live()).isEmpty();
        assertThat(changes.afterRestart()).isEmpty();
    }
}
