package org.libtransport.launcher.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    @TempDir
    private Path dir;

    @Test
    void status_tells_counts_and_no_password() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("status", cli.config())).isZero();
        assertThat(cli.out())
                .containsPattern("users +1\n")
                .containsPattern("pending +nothing\n")
                .containsPattern("passwords plain +1\n")
                .doesNotContain(DatabaseCli.PASSWORD);
    }

    @Test
    void status_in_json_is_one_object() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("status", "--json", cli.config())).isZero();
        try (JsonParser json = new JsonFactory().createParser(cli.out())) {
            int values = 0;
            while (json.nextToken() != null) {
                values++;
            }
            assertThat(values).isGreaterThan(10);
        }
        assertThat(cli.out()).contains("\"engine\" : \"sqlite3\"", "\"users\" : 1");
    }

    @Test
    void a_missing_database_is_one_line_and_code_1() throws Exception {
        DatabaseCli cli = DatabaseCli.withoutDatabase(dir);

        assertThat(cli.run("status", cli.config())).isEqualTo(1);
        assertThat(cli.errors().lines()).singleElement().asString().contains("no such file");
    }

    @Test
    void an_option_of_the_config_file_may_be_given_as_an_argument() throws Exception {
        DatabaseCli cli = DatabaseCli.withUsers(dir);

        assertThat(cli.run("status", cli.config(), "--database.prefix=other_")).isZero();
        assertThat(cli.out()).contains("no tables");
    }

    @Test
    void without_a_config_file_it_is_code_2() throws Exception {
        assertThat(DatabaseCli.withUsers(dir).run("status")).isEqualTo(2);
    }
}
