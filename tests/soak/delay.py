#!/usr/bin/env python3
"""A long line: hands on what comes at a port to another, each way so many ms later.

usage: delay.py TO_PORT MS

Prints the port it listens on, at 127.0.0.1.
"""
import asyncio
import sys


async def carry(reader, writer, seconds):
    """What was read at a moment is written `seconds` after it, in order."""
    loop = asyncio.get_running_loop()
    waiting = asyncio.Queue()

    async def write():
        while True:
            at, data = await waiting.get()
            await asyncio.sleep(max(0, at - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
        writer.close()

    task = asyncio.create_task(write())
    try:
        while data := await reader.read(65536):
            waiting.put_nowait((loop.time() + seconds, data))
    except ConnectionError:
        pass
    waiting.put_nowait((loop.time() + seconds, b""))
    try:
        await task
    except ConnectionError:
        pass


async def main():
    port, seconds = int(sys.argv[1]), float(sys.argv[2]) / 1000

    async def meet(reader, writer):
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(carry(reader, to_writer, seconds), carry(to_reader, writer, seconds))

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
