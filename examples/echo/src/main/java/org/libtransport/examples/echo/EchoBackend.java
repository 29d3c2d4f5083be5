package org.libtransport.examples.echo;

import org.libtransport.plugin.PluginRunner;

/** The echo backend as a process of its own: {@code --host HOST --port PORT [--echo.contacts=N]}. */
public final class EchoBackend {

    private EchoBackend() {}

    public static void main(String[] args) {
        // Before anything logs: where, unless the administrator said so.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "echo-backend-logging.xml");
        }
        PluginRunner.main(EchoPlugin::new, args);
    }
}
