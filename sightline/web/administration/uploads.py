"""How large an upload may be, and what happens to a larger one: it is refused while it arrives."""

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_BYTES = 500_000_000


class Quota(FileUploadHandler):
    """Counts what arrives, over all files of a request, and stops at the limit."""

    def __init__(self, request=None):
        super().__init__(request)
        self._arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._arrived += len(raw_data)
        if self._arrived > MOST_BYTES:
            # The files that came so far are removed; the page says why.
            self.request.is_too_large = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
