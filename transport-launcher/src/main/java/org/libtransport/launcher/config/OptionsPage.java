package org.libtransport.launcher.config;

import java.util.List;

/** The reference of all options as a page of documentation. */
final class OptionsPage {

    private static final String HEAD = """
            # Configuration

            This page is made from the table of options in the code, by `transport config list --markdown`; a test compares
            the two.

            ## The file

            ```
            # gateway.cfg
            [service]
            jid = icq.example.org
            server = 127.0.0.1
            port = 5347
            password = the component's secret
            backend = /usr/libexec/spectrum2_libpurple_backend
            allowed_servers = example.org
            allowed_servers = example.com
            ```

            * A line `[section]` puts its name before the keys that follow: the file above sets `service.jid`. Before any
              section the whole name is written: `service.jid = icq.example.org`.
            * The first `=` divides key and value; blanks around both do not count. There are no quotes and no continued lines.
            * `#` begins a comment at the start of a line or after a blank. Elsewhere it belongs to the value, so that a
              password may contain it. (Spectrum 2 cut it off.)
            * A list has a line for each value.
            * A boolean is true for `1`, `true`, `yes`, `on` and the empty value, false for `0`, `false`, `no`, `off`.
            * `$jid` in values of the options below stands for the transport's JID.
            * `${env:NAME}` stands for a variable of the environment, `${file:PATH}` for what is in a file (a relative path begins
              where the config file is, the line break at the end does not count): `password = ${file:/run/secrets/icq}`. Backends
              that read the same file do not know this.
            * `--section.key=value` on the command line replaces the value of the file, of a list the whole list.
            * All that is on the command line is handed to backends, but for secrets: those only the file tells them.
            * Other names are kept and handed to backends, which read the same file. One that looks like a misspelled option
              is pointed out.

            `transport config check FILE` tells all mistakes in a file without starting anything, `config show FILE` the
            values that hold and where each was written, `config diff OLD NEW` in what two files differ.
            """;

    private final List<OptionFacts> options;

    OptionsPage(List<OptionFacts> options) {
        this.options = options;
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        String section = "";
        for (OptionFacts facts : options) {
            if (!facts.section().equals(section)) {
                section = facts.section();
                page.append("\n## [").append(section).append("]\n");
            }
            append(facts, page);
        }
        return page.toString();
    }

    private static void append(OptionFacts facts, StringBuilder page) {
        page.append("\n### ").append(facts.name()).append("\n\n");
        page.append(facts.option().help()).append("\n\n");
        page.append("* Type: ")
                .append(facts.type())
                .append(" (")
                .append(facts.option().type().accepts())
                .append(")\n");
        String value = facts.defaultValue();
        page.append("* Default: ")
                .append(value.startsWith("(") ? value.substring(1, value.length() - 1) : '`' + value + '`')
                .append('\n');
        page.append("* Used in: ").append(facts.contexts()).append('\n');
        if (facts.option().secret()) {
            page.append("* A secret: never shown or logged\n");
        }
    }
}
