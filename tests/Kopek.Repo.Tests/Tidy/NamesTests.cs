namespace Kopek.Repo.Tests.Tidy;

public sealed class NamesTests
{
    [Fact]
    public void No_folder_or_file_has_a_vague_name() => Checkout.HasNo(Checkout.Files.SelectMany(Names.Vague));

    [Theory]
    [InlineData("src/Kopek.Core/Helpers/Line.cs")]
    [InlineData("src/Kopek.Core/Lines/LineHelper.cs")]
    [InlineData("src/Kopek.Core/Lines/LineHelpersTests.cs")]
    [InlineData("src/Kopek.Core/Utils.cs")]
    [InlineData("src/Kopek.Core/utils/x.cs")]
    [InlineData("src/Kopek.Core/StringUtilities.cs")]
    [InlineData("src/Kopek.Engine/SessionManager.cs")]
    [InlineData("src/Kopek.Engine/Managers/Session.cs")]
    [InlineData("src/Kopek.Common/A.cs")]
    [InlineData("src/Kopek.Core/Common/A.cs")]
    [InlineData("src/Kopek.Core/Services/A.cs")]
    [InlineData("src/Kopek.Web/Services.cs")]
    public void A_vague_name_is_found(string path) => Assert.NotEmpty(Names.Vague(path));

    [Theory]
    [InlineData("src/Kopek.Core/Lines/Line.cs")]
    [InlineData("src/Kopek.Gy/ServiceContext.cs")]
    [InlineData("src/Kopek.Core/Futile.cs")]
    [InlineData("docs/architecture.md")]
    [InlineData("Kopek.slnx")]
    public void A_name_of_the_domain_passes(string path) => Assert.Empty(Names.Vague(path));
}
