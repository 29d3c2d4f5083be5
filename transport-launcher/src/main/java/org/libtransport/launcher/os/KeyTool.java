package org.libtransport.launcher.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes keys with certificates that vouch for themselves, with the program of the JDK. */
public final class KeyTool {

    /** The name of the key in its file. */
    public static final String ENTRY = "key";

    private static final int DAYS = 30;
    private static final int LIMIT_SECONDS = 20;

    private KeyTool() {}

    /**
     * Makes one. Blocks for a third of a second.
     *
     * @param file to be made, PKCS#12
     * @param commonName the name of the certificate's owner
     * @param names whom it is for, as {@code keytool} has it: {@code dns:localhost,ip:127.0.0.1}
     * @return the password of the file
     */
    public static String make(Path file, String commonName, String names) throws IOException, InterruptedException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        ProcessBuilder keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
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
                        "CN=" + commonName,
                        "-ext",
                        "san=" + names,
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
        return password;
    }
}
