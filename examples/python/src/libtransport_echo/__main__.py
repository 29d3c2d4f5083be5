from libtransport_echo import main

main()
