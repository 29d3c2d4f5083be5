package org.libtransport.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import org.libtransport.config.Config;
import org.libtransport.config.ConfigException;
import org.libtransport.config.ConfigFile;
import org.libtransport.config.ConfigParser;
import org.libtransport.config.Overrides;
import picocli.CommandLine.Command;

/**
 * {@code transport warm-up}: starts and stops a transport of each kind, so that the Java that does it can keep the classes
 * it loaded. The start script calls it for {@code --archive}.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

    private static final List<String> IN_GATEWAY_MODE =
            List.of("--service.server_mode=0", "--service.port=1", "--service.password=none");

    @Override
    public Integer call() throws InterruptedException, StartException, ConfigException {
        try (DemoSite site = DemoSite.make("java:org.libtransport.examples.echo.EchoPlugin")) {
            System.setProperty("org.sqlite.tmpdir", site.directory().toString());
            ConfigFile file = ConfigFile.read(site.config());
            startAndStop(ConfigParser.parse(file, Overrides.NONE));
            startAndStop(ConfigParser.parse(file, Overrides.parse(null, IN_GATEWAY_MODE)));
        }
        return ExitCode.OK;
    }

    private static void startAndStop(Config config) throws StartException, InterruptedException {
        RunningTransport running = RunningTransport.start(config, List.of(), true);
        running.transport().backends().firstReady().toCompletableFuture().join();
        running.stop();
    }
}
