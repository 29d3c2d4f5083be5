package org.libtransport.tls;

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
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;

/**
 * A PKCS#12 file with the private key and the certificate chain of a port that the transport listens on.
 *
 * @param password never logged
 * @param option the option that names the file, for messages; its password is named the same with {@code _password}
 */
public record ServerKey(Path file, String password, String option) {

    /**
     * Makes the TLS of the port, by version 1.2 and 1.3. Reads the file, so it blocks.
     *
     * @throws IOException with a sentence for the admin, if it cannot become the certificate of a server
     */
    public SslContext load() throws IOException {
        char[] letters = password.toCharArray();
        try {
            KeyStore store = read(letters);
            requirePrivateKey(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, letters);
            return SslContextBuilder.forServer(keys)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The certificate that peers get to see. Reads the file, so it blocks.
     *
     * @throws IOException as {@link #load} does
     */
    public X509Certificate certificate() throws IOException {
        try {
            KeyStore store = read(password.toCharArray());
            requirePrivateKey(store);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                    return certificate;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificate " + file + " cannot be used: " + e.getMessage(), e);
        }
        throw new IOException("The certificate " + file + " (" + option + ") is no X.509 certificate.");
    }

    private KeyStore read(char[] letters) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, letters);
            return store;
        } catch (NoSuchFileException e) {
            throw new IOException("There is no certificate " + file + " (" + option + ").", e);
        } catch (AccessDeniedException e) {
            throw new IOException("The certificate " + file + " (" + option + ") may not be read.", e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("The password (" + option + "_password) does not open " + file + '.', e);
            }
            throw new IOException("The certificate " + file + " (" + option + ") is no PKCS#12 file.", e);
        }
    }

    private void requirePrivateKey(KeyStore store) throws IOException, GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return;
            }
        }
        throw new IOException("The certificate " + file + " (" + option + ") comes without its private key.");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
