package org.libtransport.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libtransport.launcher.Ownership;
import org.slf4j.LoggerFactory;

class LogFilesTest {

    private static final String USER = "org.libtransport.user.UserManager";
    private static final String ROSTER = "org.libtransport.roster.Roster";
    private static final String COMPONENT = "org.libtransport.xmpp.component.ComponentLink";

    @TempDir
    private Path directory;

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();
    private final LogFiles files = new LogFiles(context, Ownership.unchanged(), "icq.example.org");
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void collectWarnings() {
        context.setMDCAdapter(mdc);
        warnings.start();
        logger().addAppender(warnings);
    }

    @AfterEach
    void close() {
        logger().detachAppender(warnings);
        context.stop();
    }

    private static ch.qos.logback.classic.Logger logger() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(LogFiles.class);
    }

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("logging.cfg"), List.of(lines));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name));
    }

    /** What the packages of Spectrum 2 install, but for the directory. */
    private Path shipped(String level) throws IOException {
        return file(
                "# a comment",
                "log4j.rootLogger=" + level + ", R",
                "log4j.appender.R=org.apache.log4j.RollingFileAppender",
                "log4j.appender.R.File=" + directory + "/log/${jid}/spectrum2.log",
                "log4j.appender.R.MaxFileSize=100KB",
                "log4j.appender.R.MaxBackupIndex=1",
                "log4j.appender.R.layout=org.apache.log4j.PatternLayout",
                "log4j.appender.R.layout.ConversionPattern=%d %-5p %c: %m%n",
                "log4j.category.Component.XML = OFF",
                "log4j.category.XMPPRosterManager = ERROR");
    }

    @Nested
    class A_property_file_of_log4cxx {

        @Test
        void names_a_file_by_the_jid_whose_directory_is_made() throws IOException {
            files.useForTransport(shipped("debug"));

            context.getLogger(USER).debug("a line");

            assertThat(lines("log/icq.example.org/spectrum2.log"))
                    .singleElement()
                    .asString()
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} DEBUG UserManager: a line");
            assertThat(warnings.list).isEmpty();
        }

        @Test
        void holds_libraries_to_warnings_and_ours_to_the_level_of_the_root() throws IOException {
            files.useForTransport(shipped("debug"));

            assertThat(context.getLogger("io.netty").isInfoEnabled()).isFalse();
            assertThat(context.getLogger("io.netty").isWarnEnabled()).isTrue();
            assertThat(context.getLogger(USER).isDebugEnabled()).isTrue();
            assertThat(context.getLogger("backend.3").isDebugEnabled()).isTrue();
        }

        @Test
        void means_ours_by_the_names_of_old_loggers() throws IOException {
            files.useForTransport(shipped("debug"));

            assertThat(context.getLogger(ROSTER).getEffectiveLevel()).isEqualTo(Level.ERROR);
            assertThat(context.getLogger(COMPONENT).getEffectiveLevel()).isEqualTo(Level.DEBUG);
        }

        @Test
        void rolls_when_the_size_is_reached_and_keeps_so_many_old_ones() throws IOException {
            files.useForTransport(file(
                    "log4j.rootLogger=INFO, R",
                    "log4j.appender.R=org.apache.log4j.RollingFileAppender",
                    "log4j.appender.R.File=" + directory + "/rolling.log",
                    "log4j.appender.R.MaxFileSize=1KB",
                    "log4j.appender.R.MaxBackupIndex=30",
                    "log4j.appender.R.layout=org.apache.log4j.SimpleLayout"));
            context.getLogger(USER).info("x".repeat(2000));

            await().until(() -> {
                context.getLogger(USER).info("after");
                return Files.exists(directory.resolve("rolling.log.1"));
            });

            assertThat(lines("rolling.log.1").get(0)).isEqualTo("INFO - " + "x".repeat(2000));
        }

        @Test
        void names_the_file_of_a_past_day_by_the_date_pattern() throws IOException {
            Path log = Files.writeString(directory.resolve("daily.log"), "yesterday\n");
            LocalDate yesterday = LocalDate.now().minusDays(1);
            Files.setLastModifiedTime(
                    log,
                    FileTime.from(yesterday
                            .atTime(12, 0)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()));

            files.useForTransport(file(
                    "log4j.rootLogger=INFO, D",
                    "log4j.appender.D=org.apache.log4j.DailyRollingFileAppender",
                    "log4j.appender.D.File=" + log,
                    "log4j.appender.D.DatePattern='.'yyyy-MM-dd",
                    "log4j.appender.D.layout=org.apache.log4j.PatternLayout",
                    "log4j.appender.D.layout.ConversionPattern=%m%n"));
            context.getLogger(USER).info("today");

            assertThat(lines("daily.log." + yesterday)).containsExactly("yesterday");
            assertThat(lines("daily.log")).containsExactly("today");
        }

        @Test
        void obeys_thresholds_additivity_and_variables_of_its_own() throws IOException {
            files.useForTransport(file(
                    "dir=" + directory,
                    "log4j.rootLogger=DEBUG, ALL",
                    "log4j.logger.User=DEBUG, USERS",
                    "log4j.additivity.User=false",
                    "log4j.appender.ALL=org.apache.log4j.FileAppender",
                    "log4j.appender.ALL.File=${dir}/all.log",
                    "log4j.appender.ALL.Threshold=WARN",
                    "log4j.appender.ALL.layout=org.apache.log4j.PatternLayout",
                    "log4j.appender.ALL.layout.ConversionPattern=%p %m%n",
                    "log4j.appender.USERS=org.apache.log4j.FileAppender",
                    "log4j.appender.USERS.File=${dir}/users.log",
                    "log4j.appender.USERS.layout=org.apache.log4j.PatternLayout",
                    "log4j.appender.USERS.layout.ConversionPattern=${pid} %m%n"));

            context.getLogger(ROSTER).info("below the threshold");
            context.getLogger(ROSTER).warn("at the threshold");
            context.getLogger(USER).debug("of a user");

            assertThat(lines("all.log")).containsExactly("WARN at the threshold");
            assertThat(lines("users.log"))
                    .containsExactly(ProcessHandle.current().pid() + " of a user");
        }

        @Test
        void lets_no_message_look_like_two_lines() throws IOException {
            files.useForTransport(file(
                    "log4j.rootLogger=INFO, F",
                    "log4j.appender.F=org.apache.log4j.FileAppender",
                    "log4j.appender.F.File=" + directory + "/one.log",
                    "log4j.appender.F.layout=org.apache.log4j.PatternLayout",
                    "log4j.appender.F.layout.ConversionPattern=%m%n"));

            context.getLogger(USER).info("first\nsecond");

            assertThat(lines("one.log")).containsExactly("first?second");
        }

        @Test
        void is_told_in_one_warning_what_has_no_counterpart() throws IOException {
            files.useForTransport(file(
                    "log4j.rootLogger=CHATTY, S, NOWHERE",
                    "log4j.appender.S=org.apache.log4j.SyslogAppender",
                    "log4j.logger.Nonsense=INFO",
                    "log4j.nothing=1"));

            assertThat(warnings.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .contains("logging.cfg: not understood and left out: ")
                            .contains("the level CHATTY")
                            .contains("the appender S of type syslogappender")
                            .contains("the appender NOWHERE, which is not described")
                            .contains("the logger Nonsense")
                            .contains("log4j.nothing"));
        }
    }

    @Nested
    class The_file_for_backends {

        private void useShipped() throws IOException {
            files.useForBackends(file(
                    "log4j.rootLogger=INFO, R",
                    "log4j.appender.R=org.apache.log4j.RollingFileAppender",
                    "log4j.appender.R.File=" + directory + "/log/${jid}/backends/backend-${id}.log",
                    "log4j.appender.R.MaxFileSize=10000KB",
                    "log4j.appender.R.MaxBackupIndex=1",
                    "log4j.appender.R.layout=org.apache.log4j.PatternLayout",
                    "log4j.appender.R.layout.ConversionPattern=${pid}: %-5p %c: %m%n"));
        }

        @Test
        void gets_its_directory_before_any_backend_needs_it() throws IOException {
            useShipped();

            assertThat(directory.resolve("log/icq.example.org/backends")).isDirectory();
        }

        @Test
        void takes_what_each_backend_prints_into_a_file_of_its_own() throws IOException {
            useShipped();

            mdc.put("backend.pid", "77");
            context.getLogger("backend.1").info("of one");
            mdc.put("backend.pid", "78");
            context.getLogger("backend.2").info("of two");

            assertThat(lines("log/icq.example.org/backends/backend-1.log"))
                    .containsExactly("77: INFO  backend.1: of one");
            assertThat(lines("log/icq.example.org/backends/backend-2.log"))
                    .containsExactly("78: INFO  backend.2: of two");
        }

        @Test
        void must_be_one_that_backends_can_read() {
            assertThatThrownBy(() -> files.useForBackends(file("<configuration/>")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("property files of log4cxx");
        }
    }

    @Test
    void logbacks_own_files_are_read_as_they_are() throws IOException {
        files.useForTransport(file(
                "<configuration>",
                "  <appender name='F' class='ch.qos.logback.core.FileAppender'>",
                "    <file>" + directory + "/${jid}.log</file>",
                "    <encoder><pattern>%msg%n</pattern></encoder>",
                "  </appender>",
                "  <root level='INFO'><appender-ref ref='F'/></root>",
                "</configuration>"));

        context.getLogger(USER).info("by Logback");

        assertThat(lines("icq.example.org.log")).containsExactly("by Logback");
    }

    @Test
    void a_missing_file_leaves_logging_as_it_was() throws IOException {
        files.useForTransport(shipped("info"));

        assertThatThrownBy(() -> files.useForTransport(directory.resolve("absent")))
                .isInstanceOf(NoSuchFileException.class);
        context.getLogger(USER).info("still here");

        assertThat(lines("log/icq.example.org/spectrum2.log")).hasSize(1);
    }
}
