package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.libtransport.storage.StorageException;

final class PostgresConnectionStringTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dbname=gate host=db.example port=5433 user=romeo password='it''s' sslmode=verify-full",
                "dbname = 'gate' hostaddr=db.example port=5433 user=romeo password=it\\'s connect_timeout=10 sslmode=verify-ca"
            })
    void names_and_values_are_read_as_the_predecessor_had_them(String text) {
        DatabaseSettings settings = DatabaseSettings.postgresql(text.replace("it''s", "it\\'s"), "p_");

        assertThat(settings.database()).isEqualTo("gate");
        assertThat(settings.prefix()).isEqualTo("p_");
        assertThat(settings.server())
                .isEqualTo(DatabaseServer.at("db.example", OptionalInt.of(5433), "romeo", "it's")
                        .withTls(DatabaseServer.Tls.VERIFY, ""));
    }

    @Test
    void a_uri_is_read_too() {
        DatabaseSettings settings =
                DatabaseSettings.postgresql("postgresql://romeo:a%40b+c@db.example:5433/gate?sslmode=require", "");

        assertThat(settings.database()).isEqualTo("gate");
        assertThat(settings.server())
                .isEqualTo(DatabaseServer.at("db.example", OptionalInt.of(5433), "romeo", "a@b+c")
                        .withTls(DatabaseServer.Tls.ENCRYPT, ""));
    }

    @Test
    void the_database_has_the_name_of_the_user_unless_told() {
        assertThat(DatabaseSettings.postgresql("user=romeo", "").database()).isEqualTo("romeo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=geheim nonsense=1",
                "password='geheim",
                "password=geheim port=many",
                "password=geheim sslmode=perhaps",
                "password=geheim host",
                "postgresql://romeo:geheim@[/"
            })
    void what_is_wrong_is_told_without_the_password(String text) {
        assertThatThrownBy(() -> DatabaseSettings.postgresql(text, ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("database.connectionstring")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void no_text_of_a_server_has_its_password() {
        assertThat(DatabaseSettings.postgresql("user=romeo password=geheim", "").toString())
                .doesNotContain("geheim");
    }
}
