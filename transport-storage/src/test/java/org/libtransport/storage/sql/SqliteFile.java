package org.libtransport.storage.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** An SQLite file as another program sees it. */
public record SqliteFile(Path path) {

    /** Runs a script of this package's resources. */
    public void script(String resource) {
        run(statements(resource));
    }

    /** A script of this package's resources, which has one statement a line. */
    public static String[] statements(String resource) {
        try (InputStream in = Objects.requireNonNull(SqliteFile.class.getResourceAsStream(resource))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return script.lines().filter(line -> !line.startsWith("--")).toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows, their columns with a bar in between. */
    public List<String> rows(String query) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                rows.add(String.join("|", columns));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }
}
