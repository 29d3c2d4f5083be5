package org.libtransport.launcher.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManagerConfigTest {

    @TempDir
    private Path dir;

    private ManagerConfig config(String text) throws IOException {
        return ManagerConfig.read(Files.writeString(dir.resolve("manager.cfg"), text));
    }

    @Test
    void accepts_all_that_spectrum_2_has() throws IOException {
        ManagerConfig config = config("""
                [service]
                admin_username = admin
                admin_password = secret
                bind = localhost
                port = 8080
                cert =
                config_directory = /srv/transports
                data_dir = /var/lib/spectrum2_manager/html
                base_location = /spectrum/
                [servers]
                server = one
                server = two
                [database]
                type = sqlite3
                database = /var/lib/spectrum2_manager/database.sql
                server = localhost
                user = u
                password = p
                port = 0
                prefix = manager_
                [logging]
                config = /etc/spectrum2/manager-logging.cfg
                """);

        assertThat(config.directory()).isEqualTo(Path.of("/srv/transports"));
        assertThat(config("").directory()).isEqualTo(Path.of("/etc/spectrum2/transports"));
    }

    @ParameterizedTest
    @CsvSource({
        "service.unheard = of,                                               service.unheard is no option",
        "database.encryption_key = x,                                        database.encryption_key is no option",
        "service.port = many,                                                expected a port",
        "service.config_directory =,                                         expected a directory",
        "nonsense,                                                           expected key = value",
    })
    void refuses_what_is_wrong(String line, String reason) {
        assertThatThrownBy(() -> config("# first\n" + line + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("manager.cfg:2")
                .hasMessageContaining(reason);
    }

    @Test
    void refuses_what_is_given_twice() {
        assertThatThrownBy(() -> config("service.config_directory = /a\nservice.config_directory = /b\n"))
                .hasMessageContaining("manager.cfg:2")
                .hasMessageContaining("expected only once");
    }

    @Test
    void takes_regular_files_that_end_in_cfg_by_name() throws IOException {
        Path transports = Files.createDirectories(dir.resolve("transports"));
        Files.createDirectories(transports.resolve("directory.cfg"));
        for (String name : new String[] {"b.cfg", "a.cfg", "spectrum.cfg.example", "a.cfg~"}) {
            Files.writeString(transports.resolve(name), "");
        }

        assertThat(config("service.config_directory = " + transports).files())
                .containsExactly(transports.resolve("a.cfg"), transports.resolve("b.cfg"));
    }
}
