using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Trellis.Components;

/// <summary>A QR code as inline SVG: no image to fetch, no style attribute, nothing the page's policy forbids.</summary>
public static class QrDrawing
{
    public static IHtmlContent Of(string text, string label)
    {
        using var made = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var row = 0; row < made.ModuleMatrix.Count; row++)
        {
            for (var column = 0; column < made.ModuleMatrix.Count; column++)
            {
                if (made.ModuleMatrix[row][column]) { path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z"); }
            }
        }

        var size = made.ModuleMatrix.Count;
        return new HtmlString(string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"t-qr\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {size} {size}\" width=\"240\" height=\"240\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"));
    }
}
