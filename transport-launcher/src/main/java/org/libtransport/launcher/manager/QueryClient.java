package org.libtransport.launcher.manager;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.libtransport.config.Options;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage;

/**
 * Asks a transport of this machine by a QUERY frame, as any program may that its backend port lets in. Works with Spectrum 2
 * as well. Blocks.
 */
public final class QueryClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_FRAME = 16 * 1024 * 1024;

    private QueryClient() {}

    /**
     * Sends a command to the transport of a config file and returns what it answers, which may be empty.
     *
     * @param file of which {@code service.jid} is meant
     * @throws IOException with a sentence, if it cannot be asked or does not answer in time
     */
    public static String ask(Path file, String command, Duration patience) throws IOException {
        for (Instance instance : Instance.of(file)) {
            if (instance.primary()) {
                return ask(instance, command, patience);
            }
        }
        throw new IOException(file + " describes no transport");
    }

    static String ask(Instance instance, String command, Duration patience) throws IOException {
        int port = instance.port()
                .orElseThrow(() -> new IOException(
                        "Can't connect the server: " + instance.value(Options.SERVICE_PORTFILE) + " has no port"));
        long end = System.nanoTime() + patience.toNanos();
        try (Socket socket = connect(instance, port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String token = instance.value(Options.SERVICE_BACKEND_TOKEN);
            if (!token.isEmpty()) {
                write(
                        out,
                        WrapperMessage.Type.TYPE_TOKEN,
                        Wire.Token.newBuilder().setToken(token).build().toByteString());
            }
            Wire.BackendConfig query =
                    Wire.BackendConfig.newBuilder().setConfig(command).build();
            write(out, WrapperMessage.Type.TYPE_QUERY, query.toByteString());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new SocketTimeoutException();
                }
                socket.setSoTimeout((int) left);
                WrapperMessage frame = read(in);
                if (frame.getType() == WrapperMessage.Type.TYPE_QUERY) {
                    return Wire.BackendConfig.parseFrom(frame.getPayload()).getConfig();
                }
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(instance.jid() + " did not answer within " + patience.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new IOException("Can't connect the server: " + e.getMessage(), e);
        }
    }

    private static void write(DataOutputStream out, WrapperMessage.Type type, com.google.protobuf.ByteString payload)
            throws IOException {
        byte[] frame = WrapperMessage.newBuilder()
                .setType(type)
                .setPayload(payload)
                .build()
                .toByteArray();
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    private static WrapperMessage read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_FRAME) {
            throw new IOException("this is no port for backends");
        }
        return WrapperMessage.parseFrom(in.readNBytes(length));
    }

    private static Socket connect(Instance instance, int port) throws IOException {
        String host = instance.value(Options.SERVICE_BACKEND_HOST);
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
        socket.setSoTimeout((int) CONNECT.toMillis());
        String certificate = instance.value(Options.SERVICE_BACKEND_CERT);
        if (certificate.isEmpty()) {
            return socket;
        }
        try {
            Path file = Path.of(instance.value(Options.SERVICE_WORKING_DIR)).resolve(certificate);
            char[] password =
                    instance.value(Options.SERVICE_BACKEND_CERT_PASSWORD).toCharArray();
            return trusting(file, password).getSocketFactory().createSocket(socket, host, port, true);
        } catch (GeneralSecurityException | IOException e) {
            socket.close();
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    /** Trusts exactly the certificate that the transport has: no name needs to be compared. */
    private static SSLContext trusting(Path file, char[] password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
