package org.libtransport.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for localhost and its key, in a PKCS#12 file. Made by the Java's own {@code keytool}: the classes behind
 * that are not for others, and a library for it would weigh more than the rest of the transport.
 */
record DemoCertificate(Path file, String password) {

    private static final String ENTRY = "demo";
    private static final int DAYS = 30;
    private static final int LIMIT_SECONDS = 20;

    /** Makes one. Blocks for a third of a second. */
    static DemoCertificate make(Path file) throws IOException, InterruptedException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                        DemoSite.javaProgram().resolveSibling("keytool").toString(),
                        "-J-XX:+UseSerialGC",
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        ENTRY,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + DemoSite.DOMAIN,
                        "-ext",
                        "san=dns:" + DemoSite.DOMAIN + ",ip:" + DemoSite.HOST,
                        "-ext",
                        "eku=serverAuth",
                        "-startdate",
                        "-5M",
                        "-validity",
                        Integer.toString(DAYS),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass:env",
                        "STOREPASS"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // The environment of a process is for its owner only; its arguments are for everybody.
        keytool.environment().put("STOREPASS", password);
        Process process = keytool.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0 || !Files.exists(file)) {
            process.destroyForcibly();
            throw new IOException("keytool made no certificate");
        }
        return new DemoCertificate(file, password);
    }

    /** The SHA-256 digest by which a person compares it with what a client shows. */
    String fingerprint() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        byte[] digest = MessageDigest.getInstance("SHA-256")
                .digest(store.getCertificate(ENTRY).getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
