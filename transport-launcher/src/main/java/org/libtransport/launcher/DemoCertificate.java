package org.libtransport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.libtransport.launcher.os.KeyTool;

/**
 * A certificate for localhost and its key, in a PKCS#12 file. Made by the Java's own {@code keytool}: the classes behind
 * that are not for others, and a library for it would weigh more than the rest of the transport.
 */
record DemoCertificate(Path file, String password) {

    /** Makes one. Blocks for a third of a second. */
    static DemoCertificate make(Path file) throws IOException, InterruptedException {
        return new DemoCertificate(
                file, KeyTool.make(file, DemoSite.DOMAIN, "dns:" + DemoSite.DOMAIN + ",ip:" + DemoSite.HOST));
    }

    /** The SHA-256 digest by which a person compares it with what a client shows. */
    String fingerprint() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(store.getCertificate(KeyTool.ENTRY).getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
