using Kopek.Books.Storage;
using Kopek.Web.Care.Offline;

namespace Kopek.Web.Care.Passkeys;

/// <summary>The script without which no browser asks a device for a passkey. Its address changes with what is in it, so that no page meets another version.</summary>
internal static class PasskeyScript
{
    public static CareFile File { get; } = CareFile.Hashed("passkeys", "js", "text/javascript; charset=utf-8",
        BuiltInFile.Text(typeof(PasskeyScript).Assembly, "Kopek.Web.Care.Passkeys.passkeys.js"));
}
