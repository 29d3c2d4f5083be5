package org.libtransport.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A backend of 20 lines in another language, which echoes what it does not know and checks its command line. */
final class EchoProcess {

    private static final String SCRIPT = """
            import os, socket, struct, sys
            assert sys.argv[1].startswith('number-') and sys.argv[1][7:].isdigit(), sys.argv
            assert sys.argv[2] == '--host' and sys.argv[4] == '--port', sys.argv
            assert sys.argv[6].startswith('--service.backend_id='), sys.argv
            assert sys.argv[7:] == ['config.cfg', '--service.x=a "b" c'], sys.argv
            s = socket.create_connection((sys.argv[3], int(sys.argv[5])))
            f = s.makefile('rb')
            def send(content):
                s.sendall(struct.pack('>I', len(content)) + content)
            while True:
                head = f.read(4)
                if len(head) < 4:
                    break
                content = f.read(struct.unpack('>I', head)[0])
                if content[1] == 9:
                    send(b'\\x08\\x0a')
                    pid = str(os.getpid()).encode()
                    stats = b'\\x08\\x05\\x10\\x03\\x18\\x01\\x22' + bytes([len(pid)]) + pid
                    send(b'\\x08\\x17\\x12' + bytes([len(stats)]) + stats)
                elif content[1] == 29:
                    break
                elif content[1] == 3 and b'crash@' in content:
                    os._exit(1)
                else:
                    send(content)
            """;

    private EchoProcess() {}

    static String command(Path directory) {
        try {
            Files.writeString(directory.resolve("echo.py"), SCRIPT);
            return "/usr/bin/env 'python3' echo.py number-BACKEND_ID";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
