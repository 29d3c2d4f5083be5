package org.libtransport.launcher.os;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * systemd, if it started this process: learns by datagrams in which state it is (sd_notify(3)). Without systemd nothing is
 * sent. Any thread may call.
 */
public final class ServiceManager {

    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);

    private static final int UNIX = 1;
    private static final int DATAGRAM = 2;
    private static final int FAMILY_BYTES = 2;

    private final byte @Nullable [] address;
    private final @Nullable Duration watchdog;

    private ServiceManager(byte @Nullable [] address, @Nullable Duration watchdog) {
        this.address = address;
        this.watchdog = watchdog;
    }

    /** The one that this environment tells of. */
    public static ServiceManager of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (socket.isEmpty()) {
            return new ServiceManager(null, null);
        }
        long micros = number(environment.get("WATCHDOG_USEC"));
        long pid = number(environment.get("WATCHDOG_PID"));
        boolean ours = pid <= 0 || pid == ProcessHandle.current().pid();
        Duration watchdog = micros > 0 && ours ? Duration.ofNanos(micros * 1000) : null;
        return new ServiceManager(address(socket), watchdog);
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** {@code struct sockaddr_un}; a name that begins with {@code @} is in the abstract namespace, where that is a zero. */
    private static byte[] address(String socket) {
        byte[] name = socket.getBytes(StandardCharsets.UTF_8);
        byte[] address = new byte[FAMILY_BYTES + name.length];
        boolean little = java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
        address[little ? 0 : 1] = UNIX;
        System.arraycopy(name, 0, address, FAMILY_BYTES, name.length);
        if (socket.startsWith("@")) {
            address[FAMILY_BYTES] = 0;
        }
        return address;
    }

    /** How long the process may be silent before systemd ends it; empty if it does not watch. */
    public Optional<Duration> watchdog() {
        return Optional.ofNullable(watchdog);
    }

    /** Users can reach the transport. */
    public void ready() {
        send("READY=1");
    }

    /** What {@code systemctl status} shows. */
    public void status(String text) {
        send("STATUS=" + text.replace('\n', ' '));
    }

    /** The process is all right. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /** The process is about to end. */
    public void stopping() {
        send("STOPPING=1");
    }

    private void send(String state) {
        byte[] to = address;
        if (to == null) {
            return;
        }
        CLibrary c = CLibrary.load();
        byte[] bytes = state.getBytes(StandardCharsets.UTF_8);
        try {
            int socket = c.socket(UNIX, DATAGRAM, 0);
            try {
                c.sendto(socket, bytes, bytes.length, 0, to, to.length);
            } finally {
                c.close(socket);
            }
        } catch (LastErrorException e) {
            log.debug("systemd cannot be told {}", state, e);
        }
    }

    @Override
    public String toString() {
        return address == null
                ? "none"
                : new String(Arrays.copyOfRange(address, FAMILY_BYTES, address.length), StandardCharsets.UTF_8);
    }
}
