"""小红帽的各个房间：一个文件夹一件事。楼层从下到上见 docs/architecture.md。"""
