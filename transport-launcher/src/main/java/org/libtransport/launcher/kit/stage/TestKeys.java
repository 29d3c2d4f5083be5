package org.libtransport.launcher.kit.stage;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.libtransport.launcher.os.KeyTool;
import org.libtransport.launcher.peer.PlayedTransport.Tls;

/** Keys of listeners, each with a certificate that vouches for itself; their files are gone at the end. For one thread. */
public final class TestKeys implements AutoCloseable {

    private static final int LINE = 64;

    private final Path directory;
    private final Deque<Path> made = new ArrayDeque<>();

    private TestKeys(Path directory) {
        this.directory = directory;
        made.push(directory);
    }

    public static TestKeys open() throws IOException {
        return new TestKeys(Files.createTempDirectory("transport-keys-"));
    }

    /**
     * Makes a key, and a file for those who are to trust it.
     *
     * @param name of its owner
     * @param names whom the certificate is for, like {@code ip:127.0.0.1}
     */
    public Tls make(String name, String names) throws IOException, InterruptedException {
        Path file = file(name + ".p12");
        char[] password = KeyTool.make(file, name, names).toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            X509Certificate certificate = (X509Certificate) store.getCertificate(KeyTool.ENTRY);
            PrivateKey key = (PrivateKey) store.getKey(KeyTool.ENTRY, password);
            Path trusted = Files.writeString(file(name + ".pem"), pem(certificate), StandardCharsets.US_ASCII);
            return new Tls(SslContextBuilder.forServer(key, certificate).build(), trusted);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make a certificate", e);
        }
    }

    private Path file(String name) {
        Path file = directory.resolve(name);
        made.push(file);
        return file;
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        return "-----BEGIN CERTIFICATE-----\n" + base64.encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public void close() throws IOException {
        while (!made.isEmpty()) {
            Files.deleteIfExists(made.pop());
        }
    }
}
