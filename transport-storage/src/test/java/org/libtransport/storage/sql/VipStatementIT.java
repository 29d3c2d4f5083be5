package org.libtransport.storage.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.storage.Registration;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.Store;
import org.libtransport.storage.UserRecord;
import org.libtransport.testkit.MariaDbServer;
import org.libtransport.testkit.PostgresServer;

/** Who is a VIP by a query of the administrator's own. */
final class VipStatementIT {

    private static final String PAYING = "romeo@montague.example";
    private static final String NOT_PAYING = "juliet@capulet.example";
    private static final String INJECTION = "x' OR '1'='1@capulet.example";

    @TempDir
    private Path directory;

    private interface Sql {
        void run(String statement) throws SQLException;
    }

    @Test
    void is_asked_of_sqlite() throws Exception {
        DatabaseSettings settings = DatabaseSettings.sqlite(directory.resolve("users.db"), "");
        SqlStores.open(settings).close();
        decides(settings, statement -> new SqliteFile(directory.resolve("users.db")).run(statement));
    }

    @Test
    void is_asked_of_maria_db() throws Exception {
        try (MariaDbServer server = MariaDbServer.create()) {
            DatabaseSettings settings = ServerDatabase.make(server, "");
            decides(settings, statement -> ServerDatabase.run(settings, statement));
        }
    }

    @Test
    void is_asked_of_postgres() throws Exception {
        try (PostgresServer server = PostgresServer.create()) {
            DatabaseSettings settings = ServerDatabase.make(server, "");
            decides(settings, statement -> ServerDatabase.run(settings, statement));
        }
    }

    private static void decides(DatabaseSettings settings, Sql database) throws SQLException {
        database.run("CREATE TABLE paying (who varchar(255))");
        database.run("INSERT INTO paying VALUES ('" + PAYING + "')");
        // Quoted as old files have it, and bare.
        for (String jid : List.of("'$barejid'", "$barejid")) {
            try (Store store = SqlStores.open(
                    settings.withVipStatement("SELECT 1 FROM paying WHERE who = " + jid + " OR who = " + jid))) {
                for (String user : List.of(PAYING, NOT_PAYING, INJECTION)) {
                    store.register(List.of(new Registration(user, "name", "secret", "en")));
                }
                Map<String, UserRecord> found = store.find(List.of(PAYING, NOT_PAYING, INJECTION));
                assertThat(found.get(PAYING).vip()).isTrue();
                assertThat(found.get(NOT_PAYING).vip()).isFalse();
                assertThat(found.get(INJECTION).vip()).isFalse();
                assertThat(store.load(List.of(PAYING)).get(PAYING).user().vip()).isTrue();
            }
        }
        assertThatThrownBy(() -> SqlStores.open(settings.withVipStatement("SELECT nonsense FROM nowhere")))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("database.vip_statement cannot be used: ");
    }
}
