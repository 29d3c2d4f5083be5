package org.libtransport.backend;

/**
 * A backend in Python that connects as its environment says, with TLS and a token or without, and sends back what it gets.
 * Its arguments are host and port.
 */
final class PortScript {

    static final String TEXT = """
            import os, socket, ssl, struct, sys
            args = sys.argv[1:]
            if args[0] == '--host':
                args = [args[1], args[3]]
            s = socket.create_connection((args[0], int(args[1])))
            ca = os.environ.get('LIBTRANSPORT_BACKEND_CA')
            if ca:
                s = ssl.create_default_context(cafile=ca).wrap_socket(s, server_hostname=args[0])
            f = s.makefile('rb')
            def send(content):
                s.sendall(struct.pack('>I', len(content)) + content)
            token = os.environ.get('LIBTRANSPORT_BACKEND_TOKEN', '').encode()
            if token:
                inner = b'\\x0a' + bytes([len(token)]) + token
                send(b'\\x08\\x65\\x12' + bytes([len(inner)]) + inner)
            print('sent', flush=True)
            while True:
                head = f.read(4)
                if len(head) < 4:
                    break
                content = f.read(struct.unpack('>I', head)[0])
                print('got', content[1], flush=True)
                if content[1] == 9:
                    send(b'\\x08\\x0a')
                    pid = str(os.getpid()).encode()
                    stats = b'\\x08\\x05\\x10\\x03\\x18\\x01\\x22' + bytes([len(pid)]) + pid
                    send(b'\\x08\\x17\\x12' + bytes([len(stats)]) + stats)
                elif content[1] == 29:
                    break
                else:
                    send(content)
            print('closed', flush=True)
            """;

    private PortScript() {}
}
