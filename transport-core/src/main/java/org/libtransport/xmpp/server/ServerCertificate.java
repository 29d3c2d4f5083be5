package org.libtransport.xmpp.server;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;

/** Makes the TLS of the server from the PKCS#12 file that the admin names. Reads a file, so it blocks. */
final class ServerCertificate {

    private ServerCertificate() {}

    /** @throws IOException with a sentence for the admin, if this cannot become the certificate of a server */
    static SslContext load(ServerSettings.Certificate certificate) throws IOException {
        Path file = certificate.file();
        char[] password = certificate.password().toCharArray();
        try {
            KeyStore store = read(file, password);
            requirePrivateKey(store, file);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            return SslContextBuilder.forServer(keys)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore read(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
            return store;
        } catch (NoSuchFileException e) {
            throw new IOException("There is no certificate " + file + " (service.cert).", e);
        } catch (AccessDeniedException e) {
            throw new IOException("The certificate " + file + " (service.cert) may not be read.", e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("The password (service.cert_password) does not open " + file + '.', e);
            }
            throw new IOException("The certificate " + file + " (service.cert) is no PKCS#12 file.", e);
        }
    }

    private static void requirePrivateKey(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return;
            }
        }
        throw new IOException("The certificate " + file + " (service.cert) comes without its private key.");
    }
}
